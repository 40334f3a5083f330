/**
 * What the door says, as plain data. The page turns it into a huge word, a shape, a tone and a vibration that
 * differ per family (LOOK.md, *Verdict of the scanner*). It never holds an amount or a name: neither does the answer.
 */
import { Problem, Unreachable } from '$lib/api/problem';

/**
 * good: served, let in · kept: let in, the house hears of it later · again: had its meal, came in before ·
 * elsewhere: not here, not now · no: not a ticket · away: no answer.
 */
export type Family = 'good' | 'kept' | 'again' | 'elsewhere' | 'no' | 'away';

const FAMILIES = {
  redeemed: 'good',
  admitted: 'good',
  admitted_offline: 'kept',
  already_redeemed: 'again',
  not_enough_covers: 'again',
  already_admitted: 'again',
  not_enough_places: 'again',
  wrong_sitting: 'elsewhere',
  wrong_event: 'elsewhere',
  not_yet: 'elsewhere',
  too_late: 'elsewhere',
  sitting_full: 'elsewhere',
  unknown_ticket: 'no',
  forged_ticket: 'no',
  void_ticket: 'no',
  no_network: 'away',
  no_answer: 'away',
  signed_out: 'away',
  not_this_door: 'elsewhere',
  not_allowed: 'elsewhere',
  slow_down: 'away',
} as const satisfies Record<string, Family>;

export type Code = keyof typeof FAMILIES;

export interface Verdict {
  code: Code;
  family: Family;
  /** Covers served, or people let in, now; 0 when none. */
  covers: number;
  /** Covers that this ticket still holds, where the answer says so. */
  coversLeft: number;
  /** The moment that the words name, ISO 8601: first served, sitting's start or end. */
  at: string | null;
  /** The house's own sentence, for what we have no words for. */
  sentence: string;
  /** Would the same request, said again, be worth it? */
  retry: boolean;
}

/** How long a good verdict is seen; all others stay until somebody has seen them. */
export const GOOD_FOR_MS = 1_200;

/** Whoever shows this may go on. */
export function isGood(verdict: Verdict | null): boolean {
  return verdict?.family === 'good' || verdict?.family === 'kept';
}

export interface Redeemed {
  result: string;
  serial: string;
  sitting: number;
  covers: number;
  covers_left: number;
  redeemed_at: string;
}

export function served(answer: Redeemed): Verdict {
  return verdict('redeemed', {
    covers: answer.covers,
    coversLeft: answer.covers_left,
    at: answer.redeemed_at,
  });
}

export interface Admitted {
  result: string;
  date: number;
  people: number;
  people_left: number;
  admitted_at: string;
  title: string;
  /** Let in without network, above what the ticket was good for by then. */
  excess: boolean;
}

export function admitted(answer: Admitted): Verdict {
  return verdict('admitted', {
    covers: answer.people,
    coversLeft: answer.people_left,
    at: answer.admitted_at,
  });
}

/** What a refusal, or silence, means at the door. */
export function refused(error: Problem | Unreachable, online: boolean = navigator.onLine): Verdict {
  if (error instanceof Unreachable) {
    return verdict(online ? 'no_answer' : 'no_network', { retry: true });
  }
  const { figures } = error;
  return verdict(codeOf(error), {
    coversLeft: Number(figures.covers_left ?? figures.people_left ?? 0),
    at: moment(
      figures.first_redeemed_at ??
        figures.first_admitted_at ??
        figures.starts_at ??
        figures.ends_at,
    ),
    sentence: error.message,
    retry: error.status >= 500,
  });
}

function codeOf({ code, status }: Problem): Code {
  if (code in FAMILIES) return code as Code;
  // A code that was mistyped, or a picture that holds something else than a ticket.
  if (status === 404 || status === 400 || status === 422) return 'unknown_ticket';
  if (status === 401) return 'signed_out';
  if (status === 403) return 'not_allowed';
  return status === 429 ? 'slow_down' : 'no_answer';
}

export function verdict(code: Code, more: Partial<Verdict> = {}): Verdict {
  return {
    code,
    family: FAMILIES[code],
    covers: 0,
    coversLeft: 0,
    at: null,
    sentence: '',
    retry: false,
    ...more,
  };
}

function moment(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
