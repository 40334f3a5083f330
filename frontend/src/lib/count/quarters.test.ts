import { expect, test } from 'vitest';
import type { Count, Method } from '$lib/day/types';
import { barsOf, inARow, withTaps } from './quarters';

const at = (hour: string) => `2026-12-11T${hour}:00+01:00`;
const quarter = (hour: string, walked_in: number, admitted = 0, gone = 0) => ({
  starts_at: at(hour),
  walked_in,
  admitted,
  gone,
});
const told: Count = {
  total: 14,
  walked_in: 10,
  admitted: 4,
  now: null,
  peak: 8,
  peak_of: 'quarter',
  quarters: [quarter('17:00', 6), quarter('17:15', 4, 4)],
  methods: ['counted'],
};
const tap = (hour: string, step: number, more: { leaving?: boolean; method?: Method } = {}) => ({
  step,
  method: 'counted' as const,
  at: at(hour),
  ...more,
});

test('what a phone has tapped is in the count before the house has heard it', () => {
  expect(withTaps(told, [tap('17:29', 5), tap('17:30', 1)])).toMatchObject({
    total: 20,
    peak: 13,
    quarters: [quarter('17:00', 6), { walked_in: 9, admitted: 4 }, { walked_in: 1 }],
  });
});

test('a mistake taken back is taken from its quarter', () => {
  expect(withTaps(told, [tap('17:01', -1)])).toMatchObject({
    total: 13,
    quarters: [{ walked_in: 5 }, {}],
  });
});

test('who is there at once is known from the first who is counted as she goes', () => {
  expect(withTaps(told, [])).toMatchObject({ now: null, peak_of: 'quarter' });
  expect(withTaps(told, [tap('17:31', -5, { leaving: true })])).toMatchObject({
    total: 14,
    now: 9,
    peak: 14,
    peak_of: 'present',
  });
});

test('every method that was used is named once', () => {
  expect(withTaps(told, [tap('17:31', 5, { method: 'estimated' })]).methods).toEqual([
    'counted',
    'estimated',
  ]);
});

test('a row of bars leaves no quarter out in which nobody came', () => {
  const row = inARow([quarter('17:00', 6), quarter('17:45', 2)]);
  expect(row.map(({ walked_in }) => walked_in)).toEqual([6, 0, 0, 2]);
  expect(inARow([])).toEqual([]);
});

test('bars are of a quarter of an hour, and of an hour once that were too many for a phone', () => {
  const evening = barsOf([quarter('17:00', 6, 1), quarter('17:15', 4)]);
  expect(evening.each).toBe('quarter');
  expect(evening.bars.map(({ people }) => people)).toEqual([7, 4]);
  const long = barsOf([quarter('04:15', 2), quarter('04:45', 1), quarter('20:00', 5)]);
  expect(long.each).toBe('hour');
  expect(long.bars).toHaveLength(17);
  expect(long.bars.filter(({ people }) => people)).toEqual([
    { starts_at: '2026-12-11T03:00:00.000Z', people: 3 },
    { starts_at: '2026-12-11T19:00:00.000Z', people: 5 },
  ]);
});
