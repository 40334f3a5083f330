import type { Sitting } from '$lib/api/types';

/** Can a place at this sitting be booked now? */
export function isBookable({ state, covers_left, starts_at }: Sitting): boolean {
  return state === 'open' && covers_left > 0 && new Date(starts_at) > new Date();
}
