/** A date as its form shows it, and what of it differs for the house. */
import type { DateForm } from '$lib/api/planning';
import { clock, momentOf } from '$lib/ui/house_time';
import { dateKey } from '$lib/ui/format';
import { groundOf, keyOf, placed, setUp } from './calendar_grid';
import { stretchOf, typedOf, wrongHours } from './hours';
import type { Place, PlanDate } from './types';

export interface DateFields {
  day: string;
  from: string;
  until: string;
  place: string;
  /** In which way a room is set up, '' for the usual one. */
  layout: string;
  capacity: string;
  /** Plan B: `site:lecoq`, '' for no other place; another day and hour, both or none. */
  fallback: string;
  fallbackLayout: string;
  fallbackDay: string;
  fallbackFrom: string;
  decideDay: string;
  decideAt: string;
}

export function fieldsOf(date: PlanDate): DateFields {
  return {
    ...typedOf(date),
    place: keyOf(date.place),
    layout: date.layout,
    capacity: date.capacity === null ? '' : String(date.capacity),
    fallback: date.fallback_place ? keyOf(date.fallback_place) : '',
    fallbackLayout: date.fallback_layout,
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
  places: Place[],
): DateForm {
  const has = (...names: (keyof DateFields)[]) => names.some((name) => name in changed);
  const place = groundOf(typed.place, places);
  return {
    ...(has('day', 'from', 'until') ? stretchOf(typed.day, typed.from, typed.until) : {}),
    ...(has('place') && place ? placed(place) : {}),
    ...(has('place', 'layout') && place?.kind === 'room'
      ? { layout: setUp(place, typed.layout) }
      : {}),
    ...(has('capacity') ? { capacity: typed.capacity.trim() ? Number(typed.capacity) : null } : {}),
    ...(has('fallback', 'fallbackLayout')
      ? fallback(groundOf(typed.fallback, places), typed.fallbackLayout)
      : {}),
    ...(has('fallbackDay', 'fallbackFrom')
      ? { fallback_starts_at: momentOrNull(typed.fallbackDay, typed.fallbackFrom) }
      : {}),
    ...(has('decideDay', 'decideAt')
      ? { decide_at: momentOrNull(typed.decideDay, typed.decideAt) }
      : {}),
  };
}

function fallback(place: Place | null, layout: string): DateForm {
  if (!place) return { fallback_site: null, fallback_space: null };
  if (place.kind === 'site') return { fallback_site: place.code };
  return { fallback_space: place.code, fallback_layout: setUp(place, layout) };
}

const momentOrNull = (day: string, at: string) => (day && at ? momentOf(day, at) : null);

function half(name: string, day: string, at: string): DateWrong {
  return Boolean(day) === Boolean(at) ? {} : { [name]: 'needed' };
}
