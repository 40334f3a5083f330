import { expect, test } from 'vitest';
import { wholeCentsOf } from './amounts';

test('a year of food is typed as the accounts write it', () => {
  const typed = ['39 670', '39\u202f670,50 €', '39670.5', '0'];
  expect(typed.map(wholeCentsOf)).toEqual([3_967_000, 3_967_050, 3_967_050, 0]);
});

test('what is no amount is no amount', () => {
  expect(['', 'beaucoup', '-5', '1,2,3'].map(wholeCentsOf)).toEqual(Array(4).fill(null));
});
