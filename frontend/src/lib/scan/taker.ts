import { Problem, Unreachable } from '$lib/api/problem';
import type { Purpose } from './code';
import type { Verdict } from './verdict';

/** One scan. Said again with the same `request_id`, and the same words, it gets the same answer. */
export interface Attempt {
  purpose: Purpose;
  token?: string;
  short_code?: string;
  /** Left out: all that are left on the ticket. */
  people?: number;
  request_id: string;
  /** The sitting or the date that this door serves, if one is chosen. */
  place?: number;
}

export type TakenBack = 'undone' | 'too_late' | 'failed';

/** Whoever takes tickets of one kind: the canteen's table, an event's entrance. */
export interface Taker {
  take(attempt: Attempt): Promise<Verdict>;
  /** `undoing` names the undoing itself, so that it may be said twice. */
  takeBack(attempt: Attempt, undoing: string): Promise<TakenBack>;
}

/** Take a scan back where `undo` says so, and what became of that. */
export async function takeBack(
  { request_id }: Attempt,
  undoing: string,
  undo: (request_id: string, undoing: string) => Promise<unknown>,
): Promise<TakenBack> {
  try {
    await undo(request_id, undoing);
    return 'undone';
  } catch (error) {
    if (error instanceof Problem) return error.status >= 500 ? 'failed' : 'too_late';
    if (error instanceof Unreachable) return 'failed';
    throw error;
  }
}
