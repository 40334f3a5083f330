/** The door and the dining room (DESIGN §5): scans, what a sitting looks like from inside, head-counts. */
import type { Redeemed } from '$lib/scan/verdict';
import { get, post } from './client';
import { uuid } from './uuid';

/** One scan. Said again with the same `request_id`, and the same words, it gets the same answer. */
interface Scan {
  token?: string | undefined;
  short_code?: string | undefined;
  /** Left out: all that are left on the ticket. */
  covers?: number | undefined;
  request_id: string;
  sitting?: number | undefined;
}

/** A door cannot wait longer: after that somebody writes the code down. */
export const DOOR_PATIENCE_MS = 3_000;

/** @throws Problem `already_redeemed`, `wrong_sitting` … (lib/scan/verdict.ts), Unreachable */
export const redeem = (scan: Scan) =>
  post<Redeemed>('/api/v1/canteen/redemptions/', scan, {
    key: scan.request_id,
    patience: DOOR_PATIENCE_MS,
  });

/** Take back a scan of this phone within a minute. `undoing` names the undoing itself. */
export const undo = (request_id: string, undoing: string) =>
  post<unknown>(
    `/api/v1/canteen/redemptions/${request_id}/reversal/`,
    { request_id: undoing },
    { key: undoing, patience: DOOR_PATIENCE_MS },
  );

/** A sitting from inside: covers expected, served, left, and the kitchen's totals. No names, no amounts. */
export interface Service {
  sitting: number;
  state: string;
  covers: number;
  covers_left: number;
  expected: number;
  held: number;
  served: number;
  left: number;
  /** Of those left: released, because nobody came for them in time. */
  unclaimed: number;
  /** What somebody without a ticket may have. */
  free: number;
  diets: Record<string, number>;
}

export const readService = (sitting: number, signal?: AbortSignal) =>
  get<Service>(`/api/v1/canteen/sittings/${sitting}/service/`, signal);

export interface Movement {
  space: string;
  step: number;
  request_id: string;
  /** When it happened, if it could not be said at once. */
  at?: string;
}

export const move = (movement: Movement) =>
  post<unknown>('/api/v1/occupancy/movements/', movement, { key: movement.request_id });

export const recount = (space: string, present: number, reason: string, key: string = uuid()) =>
  post<unknown>('/api/v1/occupancy/recounts/', { space, present, reason }, { key });

/** This page is open on a phone of the team: what is known of the room is fresh. */
export const beat = (space: string) => post<unknown>('/api/v1/occupancy/heartbeats/', { space });
