import { expect, test } from 'vitest';
import { daysBy, ruleOf } from './repeat';

test('a rule says how often and how many times', () => {
  expect([ruleOf('', 4), ruleOf('week', 1), ruleOf('week', 4), ruleOf('fortnight', 3)]).toEqual([
    null,
    null,
    'FREQ=WEEKLY;COUNT=4',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=3',
  ]);
});

test('the days of a rule can be seen before it is used', () => {
  expect(daysBy('fortnight', 3, '2027-03-20')).toEqual(['2027-03-20', '2027-04-03', '2027-04-17']);
  expect(daysBy('', 3, '2027-03-20')).toEqual(['2027-03-20']);
});
