/** The day of an event, from inside: the dates that this phone has in hand, and who comes in (DESIGN §5). */
import type { Admitted } from '$lib/scan/verdict';
import { get, post } from './client';
import { DOOR_PATIENCE_MS } from './door';
import type { components } from './schema';

/** A date around today. */
export type DayInHand = components['schemas']['DayInHand'];
export type DaysInHand = components['schemas']['DaysInHand'];

export const readDays = (signal?: AbortSignal) => get<DaysInHand>('/api/v1/planning/days/', signal);

/** Somebody at the entrance. Said again with the same `request_id` it gets the same answer. */
export interface Entry {
  token?: string | undefined;
  short_code?: string | undefined;
  /** Left out: all that are left on the ticket. */
  people?: number | undefined;
  request_id: string;
  /** When it was, if it could not be said at once. */
  scanned_at?: string;
  date?: number | undefined;
}

/** @throws Problem `already_admitted`, `wrong_event` … (lib/scan/verdict.ts), Unreachable at the first silence */
export const admit = (entry: Entry) =>
  post<Admitted>('/api/v1/events/admissions/', entry, {
    key: entry.request_id,
    patience: DOOR_PATIENCE_MS,
    once: true,
  });

/** Take back an entry of this phone. `undoing` names the undoing itself. */
export const undoEntry = (request_id: string, undoing: string) =>
  post<unknown>(
    `/api/v1/events/admissions/${request_id}/reversal/`,
    { request_id: undoing },
    { key: undoing, patience: DOOR_PATIENCE_MS },
  );
