/** The coworking's front desk: who is expected, late, sitting, away, gone, and where somebody can sit now. */
import { get, post } from './client';
import type { components } from './schema';

export type Desk = components['schemas']['Desk'];
export type Expected = components['schemas']['Expected'];
export type FreeSeat = components['schemas']['FreeSeat'];
export type FreeSpace = components['schemas']['FreeSpace'];
type Booking = components['schemas']['Booking'];

const COWORKING = '/api/v1/coworking';

export const readDesk = (signal?: AbortSignal) => get<Desk>(`${COWORKING}/desk/`, signal);

/** @throws Problem `not_now`, `not_found` … */
export const doAtDesk = (
  key: string,
  deed: 'check-in' | 'pause' | 'resumption' | 'departure' | 'release' | 'extension',
  said: Record<string, unknown> = {},
) => post<Booking>(`${COWORKING}/bookings/${key}/${deed}/`, said);

/** Somebody shows a QR code, or says the eight signs below it. */
export const arrive = (said: { token: string } | { short_code: string }) =>
  post<Booking>(`${COWORKING}/arrivals/`, said);

/** Whoever stands here without a booking, under a first name or "": from now, for as long as the house says. */
export const seatNow = (resource: string, first_name: string, key: string) =>
  post<Booking>(`${COWORKING}/bookings/`, { resource, first_name, walk_in: true }, { key });

/** Ahead, for anyone. @throws Problem `seat_taken`, `outside_opening_hours` … */
export const bookFor = (
  wish: { resource: string; starts_at: string; ends_at: string; first_name: string },
  key: string,
) => post<Booking>(`${COWORKING}/bookings/`, wish, { key });
