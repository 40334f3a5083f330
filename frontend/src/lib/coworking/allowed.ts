/** How far ahead and how long one may book, as the house says it of each room and day (DOMAIN REQ-W3). */
import { MINUTE } from './slots';
import type { Day, Kind, Place } from './types';

/** Of a room the house only says the longest; seats have their own usual length. */
const ROOM_USUAL_MIN = 120;

export interface Allowed {
  /** The last day that can be booked today, `2026-11-30`. */
  lastDay: string;
  /** Minutes. */
  longest: number;
  /** What to propose, minutes. */
  usual: number;
  /** In a period with its own rules: bookings at once of a person, and of study seats her hours a week. */
  period: { name: string; open: number; weekHours: number | null } | null;
}

export const isSeat = (kind: Kind) => kind === 'desk' || kind === 'study_seat';

/** What holds for this place on that day. */
export function allowedAt(day: Day, { space, kind }: Pick<Place, 'space' | 'kind'>): Allowed {
  const here = day.spaces.find(({ code }) => code === space);
  if (!here) return { lastDay: day.date, longest: day.grid_min, usual: day.grid_min, period: null };
  if (!isSeat(kind)) {
    const { last_day, max_hours } = here.room;
    return { lastDay: last_day, longest: max_hours * 60, usual: ROOM_USUAL_MIN, period: null };
  }
  const { last_day, default_hours, open, week_hours, period } = here.seat;
  const { max_hours } = kind === 'desk' ? here.desk : here.seat;
  return {
    lastDay: last_day,
    longest: max_hours * 60,
    usual: default_hours * 60,
    period: period ? { name: period, open, weekHours: kind === 'desk' ? null : week_hours } : null,
  };
}

/** What holds for the most generous of these places: a page that shows them all offers so much. */
export function allowedFor(day: Day, places: Place[]): Allowed | null {
  const [first, ...others] = places.map((place) => allowedAt(day, place));
  return first
    ? others.reduce(
        (widest, it) => ({
          lastDay: it.lastDay > widest.lastDay ? it.lastDay : widest.lastDay,
          longest: Math.max(it.longest, widest.longest),
          usual: Math.max(it.usual, widest.usual),
          period: widest.period ?? it.period,
        }),
        first,
      )
    : null;
}

/** Minutes that may still be added to a booking that began at `from` and ends at `to`. */
export const leftToAdd = ({ longest }: Allowed, from: number, to: number) =>
  longest - (to - from) / MINUTE;
