/**
 * What the socket `/ws/live/` says, as `venue/live` says it. The examples in tests/examples/*.json are read
 * by the server's tests and by ours, so that the two cannot drift apart.
 */
import type { DayNews } from '$lib/coworking/types';
import type { DayNews as DayInTheStreet } from '$lib/day/types';
import type { Registration, StreetDate, StreetNews } from '$lib/outside/types';
import type { CrewOccupancy, Occupancy, OrderState, SittingState, Ticket } from '$lib/api/types';

/** From the browser: first, if this is a paired phone, its token; then the topics that it wants. */
export interface Request {
  authorize?: string;
  subscribe?: string[];
  unsubscribe?: string[];
}

/** A whole small truth about a topic, never a difference. Revisions of a topic only grow. */
export interface News<Data = unknown> {
  topic: string;
  revision: number;
  /** When it was read, ISO 8601 with offset. */
  at: string;
  data: Data;
}

/** A topic that this browser may not hear, or that does not exist. */
export interface Refusal {
  topic: string;
  error: string;
}

export type Message = News | Refusal;

export interface SittingNews {
  sitting: number;
  state: SittingState;
  covers_left: number;
}

/** What the crew hears of a sitting: counts, never amounts or names. */
export interface CrewSittingNews extends SittingNews {
  covers: number;
  /** Covers of confirmed orders. */
  expected: number;
  /** Covers whose payment is awaited. */
  held: number;
  served: number;
  /** Expected and not yet served. */
  left: number;
  /** Of those left: released, because nobody came for them in time. */
  unclaimed: number;
  /** What a walk-in may have: what nobody holds, reserve included, and what is unclaimed. */
  free: number;
}

export interface OrderNews {
  state: OrderState;
  tickets: Pick<Ticket, 'serial' | 'state' | 'covers' | 'covers_redeemed'>[];
}

/** Of a booking: a reason to read it. */
export interface BookingNews {
  state: string;
}

/** Of a place in line: a reason to read it. */
export interface WaitingNews {
  state: string;
  skipped: string;
}

/** Of an event of the street: how it stands, when and where. Words and places in French; the page has its own. */
export interface EventNews {
  slug: string;
  state: string;
  conditional: boolean;
  news: { what: StreetNews['what']; words: string; words_en: string; at: string } | null;
  dates: StreetDate[];
}

/** Of a registration: a reason to read it. */
export type RegistrationNews = Pick<
  Registration,
  'state' | 'places' | 'admitted' | 'ahead' | 'expires_at'
> & { status: StreetDate['status'] };

/** Topics by their first word (after `crew:`, if any). */
export interface Truths {
  occupancy: Occupancy;
  sitting: SittingNews;
  order: OrderNews;
  coworking: DayNews;
  booking: BookingNews;
  waiting: WaitingNews;
  event: EventNews;
  registration: RegistrationNews;
  street: { results: StreetNews[] };
  day: DayInTheStreet;
  'crew:occupancy': CrewOccupancy;
  'crew:sitting': CrewSittingNews;
}

export function isNews(message: unknown): message is News {
  return has(message, 'topic', 'string') && has(message, 'revision', 'number') && 'data' in message;
}

export function isRefusal(message: unknown): message is Refusal {
  return has(message, 'topic', 'string') && has(message, 'error', 'string');
}

function has<Name extends string>(
  value: unknown,
  name: Name,
  type: 'string' | 'number',
): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && typeof (value as never)[name] === type;
}
