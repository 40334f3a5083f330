/** Sittings, orders and their tickets (DESIGN §5). */
import { dateKey } from '$lib/ui/format';
import { get, getText, post } from './client';
import type { NewOrder, Order, Sitting, SittingDetail } from './types';

const CANTEEN = '/api/v1/canteen';

/** What there is to eat from this morning on, for `days` days (31 at most), in order. */
export async function readMeals(days: number, signal?: AbortSignal): Promise<Sitting[]> {
  const asked = new URLSearchParams({
    from: dateKey(new Date()),
    to: dateKey(new Date(Date.now() + (days - 1) * 86_400_000)),
  });
  return (await get<{ results: Sitting[] }>(`${CANTEEN}/sittings/?${asked}`, signal)).results;
}

export const readSitting = (id: number, signal?: AbortSignal) =>
  get<SittingDetail>(`${CANTEEN}/sittings/${id}/`, signal);

/** @throws Problem `sitting_full`, `sitting_closed`, `one_channel`, `use_the_box` … */
export const placeOrder = (order: NewOrder, key: string) =>
  post<Order>(`${CANTEEN}/orders/`, order, { key });

export const readOrder = (key: string, signal?: AbortSignal) =>
  get<Order>(`${CANTEEN}/orders/${key}/`, signal);

export const cancelOrder = (key: string) =>
  post<Order>(`${CANTEEN}/orders/${key}/cancellation/`, {});

export const emailTicket = (key: string, email: string) =>
  post<unknown>(`${CANTEEN}/orders/${key}/message/`, { email });

export const readPicture = (key: string, serial: string) =>
  getText(ticketAddress(key, serial, 'svg'));

/** The address of a ticket as a picture or as a page to print. */
export const ticketAddress = (key: string, serial: string, kind: 'svg' | 'png' | 'pdf') =>
  `${CANTEEN}/orders/${key}/tickets/${serial}.${kind}`;
