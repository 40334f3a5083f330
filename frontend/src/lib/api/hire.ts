/** Hiring a room: anybody asks, whoever bears the key answers; managers decide, bookkeepers keep the invoices. */
import { get, post } from './client';
import type { components } from './schema';

type Schema = components['schemas'];
interface Page<Row> {
  results: Row[];
}

export type HireRoom = Schema['HireRoom'];
export type HireRooms = Schema['HireRoomList'];
export type HireRequest = Schema['HireRequest'];
export type ManagedHire = Schema['ManagedHireRequest'];
export type Customer = Schema['CustomerEnum'];
export type HireState = Schema['HireStateEnum'];
export type Invoice = Schema['Invoice'];
export type QuoteItem = Schema['QuoteItem'];

/** Those whose price a house lists in this order: what is for everybody comes first. */
export const CUSTOMERS: Customer[] = ['association', 'public', 'company', 'person'];

const ROOT = '/api/v1/coworking/hire-requests';
const INVOICES = '/api/v1/coworking/invoices';

export const readRooms = (signal?: AbortSignal) =>
  get<HireRooms>('/api/v1/coworking/hire-rooms/', signal);

export interface NewHire {
  resource: string;
  starts_at: string;
  ends_at: string;
  customer: Customer;
  people: number;
  layout: string;
  organisation: string;
  name: string;
  email: string;
  phone: string;
  address: string;
  wishes: string;
  message: string;
}

/** @throws Problem `seat_taken`, `outside_opening_hours` (with `open`), `too_many_people`, `contact_needed` … */
export const askForRoom = (wish: NewHire, key: string) =>
  post<HireRequest>(`${ROOT}/`, wish, { key });

// --- whoever bears the key -------------------------------------------------------------------------------------------

export const readHire = (key: string, signal?: AbortSignal) =>
  get<HireRequest>(`${ROOT}/${key}/`, signal);

export const acceptQuote = (key: string) => post<HireRequest>(`${ROOT}/${key}/acceptance/`, {});

/** @throws Problem `too_late_to_cancel` */
export const cancelHire = (key: string) => post<HireRequest>(`${ROOT}/${key}/cancellation/`, {});

/** Where to pay by card; null when no card is taken just now. */
export const checkout = async (key: string) =>
  (await post<{ checkout_url: string | null }>(`${ROOT}/${key}/checkout/`, {})).checkout_url;

export const quotePaper = (key: string) => `${ROOT}/${key}/quote.pdf`;
export const invoicePaper = (key: string, number: string) =>
  `${ROOT}/${key}/invoices/${number}.pdf`;

// --- managers and bookkeepers ----------------------------------------------------------------------------------------

export const readHires = async (which: 'standing' | 'over', signal?: AbortSignal) =>
  (await get<Page<ManagedHire>>(`${ROOT}/?which=${which}`, signal)).results;

export interface Line {
  label: string;
  /** Hundredths. */
  quantity: number;
  unit_cents: number;
}

export const sendQuote = (id: number, items: Line[], key: string) =>
  post<ManagedHire>(`${ROOT}/${id}/quote/`, { items }, { key });

/** @throws Problem `over_capacity` with `expected`, `allowed` and `conflicts`: then nothing has changed */
export const approveHire = (id: number) => post<ManagedHire>(`${ROOT}/${id}/approval/`, {});

/** Fewer people or another set-up, as agreed with the customer. */
export const arrangeHire = (id: number, people: number, layout: string) =>
  post<ManagedHire>(`${ROOT}/${id}/arrangement/`, { people, layout });

export const refuseHire = (id: number, answer: string) =>
  post<ManagedHire>(`${ROOT}/${id}/refusal/`, { answer });

/** `address` and `siret` complete what the customer wrote. */
export const writeInvoice = (id: number, facts: { address: string; siret: string }, key: string) =>
  post<Invoice>(`${ROOT}/${id}/invoice/`, facts, { key });

export const notePayment = (
  invoice: number,
  amount_cents: number,
  means: 'bank' | 'cash',
  key: string,
) => post<unknown>(`${INVOICES}/${invoice}/payments/`, { amount_cents, means }, { key });

export const takeBack = (invoice: number, reason: string, key: string) =>
  post<Invoice>(`${INVOICES}/${invoice}/credit-note/`, { reason }, { key });

export const ourQuotePaper = (id: number) => `${ROOT}/${id}/quote.pdf`;
export const ourInvoicePaper = (id: number) => `${INVOICES}/${id}.pdf`;
