/** A simple rule for an event that comes again (RFC 5545), and the days that it means. */
import { daysLater } from '$lib/ui/house_time';

/** '' is once; a month is by its weekday, « le deuxième samedi ». */
export type Every = '' | 'week' | 'fortnight' | 'month';
const DAYS = { week: 7, fortnight: 14 } as const;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

export const MOST_TIMES = 26;

/** Which of its weekday in its month a day is, 1 to 4; a fifth counts as the last, -1: not each month has five. */
export function nthOf(day: string): 1 | 2 | 3 | 4 | -1 {
  const nth = Math.ceil(Number(day.slice(8)) / 7);
  return nth > 4 ? -1 : (nth as 1 | 2 | 3 | 4);
}

/** `FREQ=WEEKLY;INTERVAL=2;COUNT=6`, `FREQ=MONTHLY;BYDAY=2SA;COUNT=6`: from the first on. Null for once. */
export function ruleOf(every: Every, times: number, first: string): string | null {
  if (!every || times < 2) return null;
  if (every === 'month') {
    return `FREQ=MONTHLY;BYDAY=${nthOf(first)}${WEEKDAYS[weekdayOf(first)]};COUNT=${times}`;
  }
  return `FREQ=WEEKLY;${every === 'fortnight' ? 'INTERVAL=2;' : ''}COUNT=${times}`;
}

/** The days that the rule means, the first with them. */
export function daysBy(every: Every, times: number, first: string): string[] {
  if (!every) return [first];
  const nth = Array.from({ length: times }, (_, nth) => nth);
  if (every === 'month') return nth.map((months) => sameWeekday(first, months));
  return nth.map((n) => daysLater(first, n * DAYS[every]));
}

/** So many months later, on the same weekday of the month. */
function sameWeekday(first: string, months: number): string {
  const month = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1 + months;
  const nth = nthOf(first);
  if (nth === -1) {
    const end = daysLater(firstOf(month + 1), -1);
    return daysLater(end, -((weekdayOf(end) - weekdayOf(first) + 7) % 7));
  }
  const begin = firstOf(month);
  return daysLater(begin, ((weekdayOf(first) - weekdayOf(begin) + 7) % 7) + (nth - 1) * 7);
}

/** The first day of a month that is counted from the year 0. */
const firstOf = (month: number) =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;

const weekdayOf = (day: string) => new Date(`${day}T12:00Z`).getUTCDay();
