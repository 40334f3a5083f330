/** Hours as a form has them, on a day of the house: a ball may end after midnight. */
import { clock, daysLater, momentOf } from '$lib/ui/house_time';
import { dateKey } from '$lib/ui/format';

interface Stretch {
  starts_at: string;
  ends_at: string;
}

/** From `2026-12-11`, `17:00`, `20:00` to moments; an end before the start is on the day after. */
export function stretchOf(day: string, from: string, until: string): Stretch {
  const lastDay = until < from ? daysLater(day, 1) : day;
  return { starts_at: momentOf(day, from), ends_at: momentOf(lastDay, until) };
}

/** What a form shows of a stretch. */
export function typedOf({ starts_at, ends_at }: Stretch): {
  day: string;
  from: string;
  until: string;
} {
  return { day: dateKey(starts_at), from: clock(starts_at), until: clock(ends_at) };
}

/** The same hours of the house's clock on another day, whatever the clock did in between. */
export function onDay(stretch: Stretch, day: string): Stretch {
  const { from, until } = typedOf(stretch);
  const nights = nightsOf(stretch);
  return {
    starts_at: momentOf(day, from),
    ends_at: momentOf(daysLater(day, nights), until),
  };
}

/** What is missing, by field. */
export function wrongHours(
  day: string,
  from: string,
  until: string,
): Record<string, 'needed' | 'endsBefore'> {
  return {
    ...(/^\d{4}-\d\d-\d\d$/.test(day) ? {} : { day: 'needed' }),
    ...(from ? {} : { starts_at: 'needed' }),
    ...(until ? (until === from ? { ends_at: 'endsBefore' } : {}) : { ends_at: 'needed' }),
  };
}

function nightsOf({ starts_at, ends_at }: Stretch): number {
  const noon = (at: string) => Date.parse(`${dateKey(at)}T12:00Z`);
  return Math.round((noon(ends_at) - noon(starts_at)) / 86_400_000);
}
