/** A simple rule for an event that comes again (RFC 5545), and the days that it means. */
import { daysLater } from '$lib/ui/house_time';

/** '' is once. */
export type Every = '' | 'week' | 'fortnight';
const DAYS = { week: 7, fortnight: 14 } as const;

export const MOST_TIMES = 26;

/** `FREQ=WEEKLY;INTERVAL=2;COUNT=6`: on the weekday of the first. Null for once. */
export function ruleOf(every: Every, times: number): string | null {
  if (!every || times < 2) return null;
  return `FREQ=WEEKLY;${every === 'fortnight' ? 'INTERVAL=2;' : ''}COUNT=${times}`;
}

/** The days that the rule means, the first with them. */
export function daysBy(every: Every, times: number, first: string): string[] {
  if (!every) return [first];
  return Array.from({ length: times }, (_, nth) => daysLater(first, nth * DAYS[every]));
}
