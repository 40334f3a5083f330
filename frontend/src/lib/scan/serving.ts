/** Which sitting a door serves when nobody has chosen one. */
import type { Sitting } from '$lib/api/types';

/** The rules `redemption.early_min` and `redemption.late_min`: how long around a sitting its tickets are taken. */
export const EARLY_MS = 30 * 60_000;
export const LATE_MS = 30 * 60_000;

type Timed = Pick<Sitting, 'starts_at' | 'ends_at' | 'state' | 'trial'>;

/** Those whose tickets can be served on this day at all: not called off. */
export function servable<Row extends Timed>(sittings: Row[]): Row[] {
  return sittings.filter(({ state }) => state !== 'cancelled');
}

/**
 * The one that is being served now: one that runs before one whose queue forms, before one that has just ended;
 * a real one before a trial. null between meals.
 */
export function servedNow<Row extends Timed>(sittings: Row[], now: Date): Row | null {
  const ranked = servable(sittings)
    .map((sitting) => ({ sitting, rank: rankOf(sitting, now.getTime()) }))
    .filter(({ rank }) => rank < NOT_NOW)
    .sort((a, b) => a.rank - b.rank || b.sitting.starts_at.localeCompare(a.sitting.starts_at));
  return ranked[0]?.sitting ?? null;
}

const NOT_NOW = 9;

function rankOf({ starts_at, ends_at, state, trial }: Timed, now: number): number {
  if (state === 'done') return NOT_NOW;
  const [starts, ends] = [Date.parse(starts_at), Date.parse(ends_at)];
  const last = trial ? 3 : 0;
  if (starts <= now && now < ends) return last;
  if (now < starts && starts - now <= EARLY_MS) return last + 1;
  if (now >= ends && now - ends <= LATE_MS) return last + 2;
  return NOT_NOW;
}
