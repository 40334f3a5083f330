/** Desks, study seats and rooms: what is free, my bookings, waiting, passes, calendars (DESIGN §5). */
import { get, getText, post } from './client';
import type {
  Booking,
  CalendarFeed,
  Day,
  Doing,
  NewBooking,
  NewSeries,
  Occurrence,
  Offer,
  Pass,
  Series,
  SeriesMove,
  Sticker,
  WaitingPlace,
  WaitingWish,
} from '$lib/coworking/types';

const COWORKING = '/api/v1/coworking';

/** The address of a day, spelled as in coworking/pages.py. `date`: `2026-11-24`; without `space` all of them. */
export const dayAddress = (date: string, space?: string) =>
  `${COWORKING}/availability/?date=${date}${space ? `&space=${space}` : ''}`;

/** What is free on a day, by half hours. No names, ever. */
export const readDay = (date: string, signal?: AbortSignal) => get<Day>(dayAddress(date), signal);

/**
 * @throws Problem `seat_taken`, `quota_exceeded`, `payment_needed` (with `offers`) …; each has its sentence
 */
export const placeBooking = (wish: NewBooking, key: string) =>
  post<Booking>(`${COWORKING}/bookings/`, wish, { key });

export const readBooking = (key: string, signal?: AbortSignal) =>
  get<Booking>(`${COWORKING}/bookings/${key}/`, signal);

/** Mine, a page of them, the next first (`coming`) or the last first (`past`). */
export const readBookings = async (when: 'coming' | 'past', signal?: AbortSignal) =>
  (await get<{ results: Booking[] }>(`${COWORKING}/bookings/?when=${when}`, signal)).results;

/** The QR of a booking, as SVG. */
export const readCode = (key: string) => getText(`${COWORKING}/bookings/${key}.svg`);

/** @throws Problem `not_now`, `too_late_to_cancel`, `booking_over`, `seat_taken` … */
export const doWith = (key: string, doing: Doing, said: Record<string, unknown> = {}) =>
  post<Booking>(`${COWORKING}/bookings/${key}/${doing}/`, said);

export const calendarFile = (key: string) => `${COWORKING}/bookings/${key}.ics`;

/** I am here: the desk's QR says which desk, the house finds my booking there. @throws Problem `not_found` … */
export const arriveAt = (sticker: string) => post<Booking>(`${COWORKING}/arrivals/`, { sticker });

/** Which desk a QR is stuck on. @throws Problem 404 */
export const readSticker = (key: string, signal?: AbortSignal) =>
  get<Sticker>(`${COWORKING}/stickers/${encodeURIComponent(key)}/`, signal);

export const readWaiting = async (signal?: AbortSignal) =>
  (await get<{ results: WaitingPlace[] }>(`${COWORKING}/waiting/`, signal)).results;

export const queueUp = (wish: WaitingWish, key: string) =>
  post<WaitingPlace>(`${COWORKING}/waiting/`, wish, { key });

/** `offer`: a line of the price list that is paid by the stretch. @throws Problem `offer_over`, `payment_needed` */
export const takeOffer = (id: WaitingPlace['id'], offer = '') =>
  post<WaitingPlace>(`${COWORKING}/waiting/${id}/acceptance/`, offer ? { offer } : {});

export const leaveQueue = (id: WaitingPlace['id']) =>
  post<WaitingPlace>(`${COWORKING}/waiting/${id}/departure/`, {});

export const previewSeries = async (wish: NewSeries) =>
  (await post<{ occurrences: Occurrence[] }>(`${COWORKING}/series/preview/`, wish)).occurrences;

export const placeSeries = (wish: NewSeries, key: string) =>
  post<Series>(`${COWORKING}/series/`, wish, { key });

/** From one date on, or all that is still to come. */
export const cancelSeries = (id: string, from?: string) =>
  post<Series>(`${COWORKING}/series/${id}/cancellation/`, from ? { from } : {});

/** @throws Problem `occurrences_refused` (with `conflicts`), `series_over` */
export const moveSeries = (id: string, there: SeriesMove) =>
  post<Series>(`${COWORKING}/series/${id}/move/`, there);

export const readOffers = async (signal?: AbortSignal) =>
  (await get<{ results: Offer[] }>(`${COWORKING}/offers/`, signal)).results;

export const readPasses = async (signal?: AbortSignal) =>
  (await get<{ results: Pass[] }>(`${COWORKING}/passes/`, signal)).results;

/** @throws Problem `already_yours`, `unknown_offer`, `too_much` … */
export const buyPass = (offer: string, contribution_cents: number | undefined, key: string) =>
  post<Pass>(
    `${COWORKING}/passes/`,
    { offer, ...(contribution_cents === undefined ? {} : { contribution_cents }) },
    { key },
  );

/** Charge no more, give an unused one back, or leave one that is not paid. @throws Problem `not_cancellable` */
export const endPass = (id: string) => post<Pass>(`${COWORKING}/passes/${id}/cancellation/`, {});

export const readFeeds = async (signal?: AbortSignal) =>
  (await get<{ results: CalendarFeed[] }>(`${COWORKING}/calendars/`, signal)).results;

/** A new private address; the one before stops answering. */
export const renewFeed = () => post<CalendarFeed>(`${COWORKING}/calendars/`, {});
