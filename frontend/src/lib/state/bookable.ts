import type { Sitting } from '$lib/api/types';

/** Can a place at this sitting be booked now? Also while it is served: the server takes orders until its end. */
export function isBookable({ state, covers_left, ends_at }: Sitting): boolean {
  return state === 'open' && covers_left > 0 && new Date(ends_at) > new Date();
}

/** The table that a page proposes first: the next with a free place; the demo's trial only if there is no other. */
export function firstTable(sittings: Sitting[]): Sitting | undefined {
  const free = sittings.filter(isBookable);
  return free.find(({ trial }) => !trial) ?? free[0];
}
