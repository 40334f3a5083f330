/** The calendar across the sites: a row for each place, a column for each day, and where a date may be put. */
import { daysLater } from '$lib/ui/house_time';
import type { CalendarDate, Ground, Place } from './types';

export type Stretch = 'month' | 'weeks';

const WEEKS = 2;

/** The days in sight: the month of `day`, or two weeks from its Monday; `2026-11-24` each. */
export function daysOf(stretch: Stretch, day: string): string[] {
  const first = stretch === 'month' ? `${day.slice(0, 7)}-01` : mondayOf(day);
  const length = stretch === 'month' ? daysIn(first) : 7 * WEEKS;
  return Array.from({ length }, (_, nth) => daysLater(first, nth));
}

/** A day of the stretch before (`-1`) or after (`1`). */
export function turned(stretch: Stretch, day: string, step: -1 | 1): string {
  if (stretch === 'weeks') return daysLater(mondayOf(day), step * 7 * WEEKS);
  const first = `${day.slice(0, 7)}-01`;
  return step === 1 ? daysLater(first, daysIn(first)) : `${daysLater(first, -1).slice(0, 7)}-01`;
}

export interface GridRow {
  place: Ground;
  /** By day, the earlier first. */
  days: Record<string, CalendarDate[]>;
}

/**
 * A row for each place, those where something is first, also for those that only the dates name; `dayOf` tells the
 * day in the house.
 */
export function rowsOf(
  places: Ground[],
  dates: CalendarDate[],
  days: string[],
  dayOf: (at: string) => string,
): GridRow[] {
  const known = [...places];
  for (const { place } of dates) {
    if (!known.some((one) => same(one, place))) known.push(place);
  }
  const used = (place: Ground) => dates.some((date) => same(date.place, place));
  const inOrder = [...known.filter(used), ...known.filter((place) => !used(place))];
  return inOrder.map((place) => {
    const here = dates.filter((date) => same(date.place, place));
    const on = (day: string) =>
      here
        .filter(({ starts_at }) => dayOf(starts_at) === day)
        .sort((one, other) => Date.parse(one.starts_at) - Date.parse(other.starts_at));
    return { place, days: Object.fromEntries(days.map((day) => [day, on(day)])) };
  });
}

/** The days on which anything stands at any place: their columns need the room for its name. */
export const busyDays = (rows: GridRow[], days: string[]): Set<string> =>
  new Set(days.filter((day) => rows.some((row) => row.days[day]?.length)));

/** Whether a date may be put there: not into the past, and not where it stands already. */
export function mayGo(
  date: CalendarDate,
  place: Ground,
  day: string,
  today: string,
  dayOf: (at: string) => string,
): boolean {
  if (!date.can_move || day < today) return false;
  return !(same(date.place, place) && dayOf(date.starts_at) === day);
}

/** How a place is said to the house. */
export const placed = ({ kind, code }: Ground) =>
  kind === 'site' ? { site: code } : { space: code };

/** A value for a `<select>` of sites and rooms, and the place that it means. */
export const keyOf = ({ kind, code }: Ground) => `${kind}:${code}`;
export const groundOf = <One extends Ground>(key: string, places: One[]): One | null =>
  places.find((place) => keyOf(place) === key) ?? null;

/** In which way a room is set up, if it can be; '' is the usual one. */
export const setUp = ({ layouts }: Place, layout: string) =>
  layouts?.some(({ name }) => name === layout) ? layout : '';

export const same = (one: Ground, other: Ground) => keyOf(one) === keyOf(other);

const daysIn = (first: string) =>
  new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).getUTCDate();

function mondayOf(day: string): string {
  return daysLater(day, -((new Date(`${day}T12:00Z`).getUTCDay() + 6) % 7));
}
