/** A month as a sheet of a calendar: whole weeks from Monday, days as `2026-11-24`, whatever the clock does. */
import { daysLater } from '$lib/ui/house_time';
import { mondayIs0, monthsLater } from './agenda';

export function weeksOf(month: string): string[][] {
  const first = `${month}-01`;
  const after = `${monthsLater(month, 1)}-01`;
  const weeks: string[][] = [];
  for (
    let monday = daysLater(first, -mondayIs0(first));
    monday < after;
    monday = daysLater(monday, 7)
  )
    weeks.push(Array.from({ length: 7 }, (_, n) => daysLater(monday, n)));
  return weeks;
}
