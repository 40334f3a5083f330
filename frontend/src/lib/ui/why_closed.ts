import type { Sitting } from '$lib/api/types';
import { t } from '$lib/i18n';

/** Why no place at this sitting can be booked: called off, over, closed by the house, or all booked. */
export function whyClosed({ state, covers_left }: Pick<Sitting, 'state' | 'covers_left'>): string {
  if (state === 'cancelled') return t.sitting.cancelled;
  if (state === 'done') return t.sitting.done;
  if (state === 'closed') return t.sitting.closed;
  return covers_left === 0 ? t.sitting.full : t.sitting.closed;
}
