import { expect, test } from 'vitest';
import { monthsLater } from './agenda';
import { weeksOf } from './month';

test('a month is whole weeks from Monday', () => {
  const november = weeksOf('2026-11');
  expect([november[0]?.[0], november.at(-1)?.[6], november.length]).toEqual([
    '2026-10-26',
    '2026-12-06',
    6,
  ]);
  expect(weeksOf('2027-02').map(([monday]) => monday)).toEqual([
    '2027-02-01',
    '2027-02-08',
    '2027-02-15',
    '2027-02-22',
  ]);
});

test.each(['2026-03', '2026-10', '2027-03', '2027-10', '2028-02'])(
  'each day of %s stands once, also where the clock changes',
  (month) => {
    const days = weeksOf(month).flat();
    const [year = 0, number = 0] = month.split('-').map(Number);
    expect(new Set(days).size).toBe(days.length);
    expect(days.filter((day) => day.startsWith(month))).toHaveLength(
      new Date(Date.UTC(year, number, 0)).getUTCDate(),
    );
  },
);

test('months go on over the year', () => {
  expect([
    monthsLater('2026-12', 1),
    monthsLater('2026-01', -1),
    monthsLater('2026-11', 14),
  ]).toEqual(['2027-01', '2025-12', '2028-01']);
});
