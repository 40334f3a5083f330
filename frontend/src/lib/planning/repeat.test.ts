import { expect, test } from 'vitest';
import { daysBy, nthOf, ruleOf } from './repeat';

const SATURDAY = '2027-03-20'; // the third of its month

test('a rule says how often and how many times', () => {
  const rules = [
    ruleOf('', 4, SATURDAY),
    ruleOf('week', 1, SATURDAY),
    ruleOf('week', 4, SATURDAY),
    ruleOf('fortnight', 3, SATURDAY),
    ruleOf('month', 6, SATURDAY),
    ruleOf('month', 2, '2027-01-31'),
  ];
  expect(rules).toEqual([
    null,
    null,
    'FREQ=WEEKLY;COUNT=4',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=3',
    'FREQ=MONTHLY;BYDAY=3SA;COUNT=6',
    'FREQ=MONTHLY;BYDAY=-1SU;COUNT=2',
  ]);
});

test('the days of a rule can be seen before it is used', () => {
  expect(daysBy('fortnight', 3, SATURDAY)).toEqual(['2027-03-20', '2027-04-03', '2027-04-17']);
  expect(daysBy('', 3, SATURDAY)).toEqual([SATURDAY]);
});

test('each month has the same weekday of it, over the turn of the year too', () => {
  expect(daysBy('month', 4, '2026-11-14')).toEqual([
    '2026-11-14',
    '2026-12-12',
    '2027-01-09',
    '2027-02-13',
  ]);
  expect(daysBy('month', 2, '2027-02-01')).toEqual(['2027-02-01', '2027-03-01']);
});

test('a fifth weekday is the last of each month', () => {
  expect(['2027-01-07', '2027-01-08', '2027-01-28', '2027-01-29'].map(nthOf)).toEqual([
    1, 2, 4, -1,
  ]);
  expect(daysBy('month', 4, '2027-01-31')).toEqual([
    '2027-01-31',
    '2027-02-28',
    '2027-03-28',
    '2027-04-25',
  ]);
});
