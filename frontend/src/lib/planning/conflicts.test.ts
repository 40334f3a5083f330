import { expect, test } from 'vitest';
import { inOrder, kindsOf } from './conflicts';
import type { Conflict } from './types';

const conflicts: Conflict[] = [
  { kind: 'kit', with: 'Bal trad' },
  { kind: 'crew', with: 'Bal trad' },
  { kind: 'cap', with: 'Dîner' },
  { kind: 'crew', with: 'Bal trad' },
  { kind: 'crew', with: 'Soupe' },
];

test('the gravest conflict comes first, and none is said twice', () => {
  expect(inOrder(conflicts).map((one) => `${one.kind} ${one.with}`)).toEqual([
    'cap Dîner',
    'crew Bal trad',
    'crew Soupe',
    'kit Bal trad',
  ]);
});

test('a narrow place names each kind once', () => {
  expect([kindsOf(conflicts), kindsOf([])]).toEqual([['cap', 'crew', 'kit'], []]);
});
