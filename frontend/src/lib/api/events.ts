/** Street events, what changed of them, and registrations (DESIGN §5). */
import type {
  EventInFull,
  NewRegistration,
  Payment,
  Registration,
  StreetEvent,
} from '$lib/outside/types';
import { dateKey } from '$lib/ui/format';
import { get, getText, post } from './client';

const EVENTS = '/api/v1/events';
/** More than a house plans in a season: a list that goes on for ever is a mistake somewhere. */
const MOST_PAGES = 10;

/** Events with a date from one day to another, cancelled ones with them; `to` left out: all that is to come. */
export async function readAgenda(
  { from, to }: { from: string; to?: string },
  signal?: AbortSignal,
): Promise<StreetEvent[]> {
  const asked = new URLSearchParams(to ? { from, to } : { from });
  const found: StreetEvent[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    if (page > 1) asked.set('page', String(page));
    const read = await get<{ next: string | null; results: StreetEvent[] }>(
      `${EVENTS}/?${asked}`,
      signal,
    );
    found.push(...read.results);
    if (!read.next) break;
  }
  return found;
}

/** What comes next, in few words, for a first page. */
export const readSoon = (signal?: AbortSignal) =>
  get<{ results: StreetEvent[] }>(
    `${EVENTS}/?from=${dateKey(new Date())}&page_size=3`,
    signal,
  ).then(({ results }) => results);

export const readEvent = (slug: string, signal?: AbortSignal) =>
  get<EventInFull>(`${EVENTS}/${slug}/`, signal);

/** @throws Problem `event_full`, `no_registration`, `too_many_places`, `one_channel`, `use_the_box` … */
export const register = (slug: string, wish: NewRegistration, key: string) =>
  post<Registration>(`${EVENTS}/${slug}/registrations/`, wish, { key });

export const readRegistration = (key: string, signal?: AbortSignal) =>
  get<Registration>(`${EVENTS}/registrations/${key}/`, signal);

export const cancelRegistration = (key: string) =>
  post<Registration>(`${EVENTS}/registrations/${key}/cancellation/`, {});

/** Take the places that are offered. @throws Problem `offer_over` */
export const acceptPlaces = (key: string, how: Payment) =>
  post<Registration>(`${EVENTS}/registrations/${key}/acceptance/`, how);

export const readRegistrationPicture = (key: string) =>
  getText(`${EVENTS}/registrations/${key}/ticket.svg`);

/** The address of a registration on paper, or of its date for a calendar. */
export const registrationFile = (key: string, name: 'ticket.pdf' | 'date.ics') =>
  `${EVENTS}/registrations/${key}/${name}`;
