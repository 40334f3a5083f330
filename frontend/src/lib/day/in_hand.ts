/** The dates around today that this phone leads, or lets people in to. */
import { readDays, type DayInHand, type DaysInHand } from '$lib/api/days';
import { Unreachable } from '$lib/api/problem';
import { dateKey, setZone } from '$lib/ui/format';

const PLACE = 'preau.days';

/** Without network those that were known last. @throws Problem, Unreachable */
export async function daysInHand(signal?: AbortSignal): Promise<DayInHand[]> {
  const days = await readDays(signal).then(keep, (error: unknown) => {
    const known = error instanceof Unreachable ? kept() : null;
    if (!known) throw error;
    return known;
  });
  setZone(days.timezone);
  return days.results;
}

/** On this day of the house, or going on, and not called off. */
export function today(days: DayInHand[], now: Date): DayInHand[] {
  return days.filter(
    (day) => !calledOff(day) && (dateKey(day.starts_at) === dateKey(now) || goesOn(day, now)),
  );
}

export const calledOff = ({ status }: DayInHand) =>
  status === 'cancelled' || status === 'postponed';

export const goesOn = ({ starts_at, ends_at }: DayInHand, now: Date) =>
  Date.parse(starts_at) <= +now && +now < Date.parse(ends_at);

function keep(days: DaysInHand): DaysInHand {
  try {
    localStorage.setItem(PLACE, JSON.stringify(days));
  } catch {
    // Full storage: without network the list is not there, the dates that were opened are.
  }
  return days;
}

function kept(): DaysInHand | null {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? 'null');
  } catch {
    return null;
  }
}
