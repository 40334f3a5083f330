/** A date as its form shows it, and what of it differs for the house. */
import type { DateForm } from '$lib/api/planning';
import { clock, momentOf } from '$lib/ui/house_time';
import { dateKey } from '$lib/ui/format';
import { groundOf, keyOf, placed } from './calendar_grid';
import { stretchOf, typedOf, wrongHours } from './hours';
import type { Ground, PlanDate } from './types';

export interface DateFields {
  day: string;
  from: string;
  until: string;
  place: string;
  capacity: string;
  /** Plan B: `site:lecoq`, '' for no other place; another day and hour, both or none. */
  fallback: string;
  fallbackDay: string;
  fallbackFrom: string;
  decideDay: string;
  decideAt: string;
}

export function fieldsOf(date: PlanDate): DateFields {
  return {
    ...typedOf(date),
    place: keyOf(date.place),
    capacity: date.capacity === null ? '' : String(date.capacity),
    fallback: date.fallback_place ? keyOf(date.fallback_place) : '',
    fallbackDay: date.fallback_starts_at ? dateKey(date.fallback_starts_at) : '',
    fallbackFrom: date.fallback_starts_at ? clock(date.fallback_starts_at) : '',
    decideDay: date.decide_at ? dateKey(date.decide_at) : '',
    decideAt: date.decide_at ? clock(date.decide_at) : '',
  };
}

export type DateWrong = Record<string, 'needed' | 'number' | 'endsBefore'>;

export function wrongDate(typed: DateFields): DateWrong {
  return {
    ...wrongHours(typed.day, typed.from, typed.until),
    ...(typed.place ? {} : { place: 'needed' }),
    ...(/^\d{0,6}$/.test(typed.capacity.trim()) ? {} : { capacity: 'number' }),
    ...half('fallback_starts_at', typed.fallbackDay, typed.fallbackFrom),
    ...half('decide_at', typed.decideDay, typed.decideAt),
  };
}

/** Only what was changed is said; a day and its hour go together. */
export function written(
  changed: Partial<DateFields>,
  typed: DateFields,
  places: Ground[],
): DateForm {
  const has = (...names: (keyof DateFields)[]) => names.some((name) => name in changed);
  const place = groundOf(typed.place, places);
  return {
    ...(has('day', 'from', 'until') ? stretchOf(typed.day, typed.from, typed.until) : {}),
    ...(has('place') && place ? placed(place) : {}),
    ...(has('capacity') ? { capacity: typed.capacity.trim() ? Number(typed.capacity) : null } : {}),
    ...(has('fallback') ? fallback(groundOf(typed.fallback, places)) : {}),
    ...(has('fallbackDay', 'fallbackFrom')
      ? { fallback_starts_at: momentOrNull(typed.fallbackDay, typed.fallbackFrom) }
      : {}),
    ...(has('decideDay', 'decideAt')
      ? { decide_at: momentOrNull(typed.decideDay, typed.decideAt) }
      : {}),
  };
}

function fallback(ground: Ground | null): DateForm {
  if (!ground) return { fallback_site: null, fallback_space: null };
  return ground.kind === 'site' ? { fallback_site: ground.code } : { fallback_space: ground.code };
}

const momentOrNull = (day: string, at: string) => (day && at ? momentOf(day, at) : null);

function half(name: string, day: string, at: string): DateWrong {
  return Boolean(day) === Boolean(at) ? {} : { [name]: 'needed' };
}
