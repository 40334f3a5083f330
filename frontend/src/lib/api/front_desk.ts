/** The coworking's front desk: who is expected, late, sitting, away, gone, and where somebody can sit now. */
import { get, post } from './client';

export interface Expected {
  key: string;
  state: string;
  resource: { code: string; name: string; kind: string; space: string };
  starts_at: string;
  ends_at: string;
  first_name: string;
  people: number;
  walk_in: boolean;
  check_in: { from: string; until: string };
  paused_until: string | null;
  release: string;
}

export interface FreeSeat {
  resource: string;
  name: string;
  until: string;
}

export interface FreeSpace {
  space: string;
  name: string;
  walk_in: FreeSeat[];
  bookable: FreeSeat[];
}

export interface Desk {
  now: string;
  timezone: string;
  expected: Expected[];
  late: Expected[];
  sitting: Expected[];
  paused: Expected[];
  gone: Expected[];
  free: FreeSpace[];
}

const COWORKING = '/api/v1/coworking';

export const readDesk = (signal?: AbortSignal) => get<Desk>(`${COWORKING}/desk/`, signal);

/** @throws Problem `not_now`, `not_found` … */
export const doAtDesk = (
  key: string,
  deed: 'check-in' | 'resumption' | 'departure' | 'release' | 'extension',
  said: Record<string, unknown> = {},
) => post<unknown>(`${COWORKING}/bookings/${key}/${deed}/`, said);

/** Somebody shows a QR code, or says the eight signs below it. */
export const arrive = (said: { token: string } | { short_code: string }) =>
  post<Expected>(`${COWORKING}/arrivals/`, said);

/** For anyone: a first name, or nothing. `walk_in`: they stand here. */
export const bookFor = (
  wish: {
    resource: string;
    starts_at: string;
    ends_at: string;
    first_name: string;
    walk_in?: boolean;
  },
  key: string,
) => post<unknown>(`${COWORKING}/bookings/`, wish, { key });
