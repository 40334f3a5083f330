/** Days and hours of events, with their year where it is not this one: plans reach into the next. */
import { dateKey, day, time } from '$lib/ui/format';

/** « vendredi 11 décembre », « jeudi 21 janvier 2027 ». */
export function dayOfEvent(at: string | Date, now = new Date()): string {
  const year = dateKey(at).slice(0, 4);
  return year === dateKey(now).slice(0, 4) ? day(at) : `${day(at)} ${year}`;
}

/** A day of the calendar (`2027-01-15`), as the plan names when a task is due. */
export const dueDay = (date: string, now = new Date()) =>
  dayOfEvent(new Date(`${date}T12:00Z`), now);

/** « 17 h – 20 h ». */
export const hours = ({ starts_at, ends_at }: { starts_at: string; ends_at: string }) =>
  `${time(starts_at)}\u00a0– ${time(ends_at)}`;
