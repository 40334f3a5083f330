import { expect, test } from 'vitest';
import { hoursOf, lineOf, place } from './day_line';

const at = (clock: string) => `2026-11-24T${clock}:00+01:00`;
const stretch = (from: string, to: string) => ({ starts_at: at(from), ends_at: at(to) });

test('a day runs from the opening to the closing in whole hours', () => {
  const line = lineOf([stretch('08:30', '18:45')], [stretch('10:00', '12:00')]);
  expect(line).toEqual({ from: Date.parse(at('08:00')), to: Date.parse(at('19:00')) });
  expect(line && hoursOf(line)).toHaveLength(12);
});

test('what lies outside is at the end', () => {
  const line = { from: 0, to: 10 * 3_600_000 };
  expect([place(-1, line), place(5 * 3_600_000, line), place(99 * 3_600_000, line)]).toEqual([
    0, 50, 100,
  ]);
});

test('a day without hours has no line', () => {
  expect(lineOf([], [])).toBeNull();
});
