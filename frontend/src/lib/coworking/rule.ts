/** Recurrence rules as calendars write them (RFC 5545): every week, on some weekdays, so many times. */

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The weekday of a date, `2026-11-24` → `TU`. */
export const weekdayOf = (date: string): Weekday =>
  WEEKDAYS[(new Date(`${date}T12:00Z`).getUTCDay() + 6) % 7] ?? 'MO';

/** Every week for `weeks` weeks on these days: as many dates as there are days in all. */
export const ruleOf = (days: Weekday[], weeks: number) =>
  `FREQ=WEEKLY;BYDAY=${days.join()};COUNT=${days.length * weeks}`;
