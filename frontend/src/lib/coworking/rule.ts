/** Recurrence rules as calendars write them (RFC 5545): every week, on some weekdays, until a day. */
import { daysLater } from '$lib/ui/house_time';

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The weekday of a date, `2026-11-24` → `TU`. */
export const weekdayOf = (date: string): Weekday =>
  WEEKDAYS[(new Date(`${date}T12:00Z`).getUTCDay() + 6) % 7] ?? 'MO';

/** Every week on these days, from the day `first` on for `weeks` weeks, but no later than `last`. */
export function ruleOf(days: Weekday[], first: string, weeks: number, last: string): string {
  const end = daysLater(first, 7 * weeks - 1);
  return `FREQ=WEEKLY;BYDAY=${days.join()};UNTIL=${(end < last ? end : last).replaceAll('-', '')}`;
}

/** For how many weeks one may repeat what begins on `first`, when nothing after `last` can be booked. */
export function weeksUntil(first: string, last: string): number[] {
  const fitting = [1, 2, 4, 6, 8, 12, 20].filter(
    (weeks) => daysLater(first, 7 * (weeks - 1)) <= last,
  );
  return fitting.length ? fitting : [1];
}
