/** The team's side of street events: the board, the calendar, one event's desk. */
import type { Calendar, Change, EventCard, Plan, Preview, State, Wish } from '../planning/types';
import { get, post, send } from './client';

const PLANNING = '/api/v1/planning';
const event = (slug: string) => `${PLANNING}/events/${encodeURIComponent(slug)}`;

interface Page<Row> {
  results: Row[];
}

export const readCards = async (signal?: AbortSignal) =>
  (await get<Page<EventCard>>(`${PLANNING}/events/`, signal)).results;

/** `from` and `to` are days, `2026-11-24`; `to` is included. */
export const readCalendar = (from: string, to: string, signal?: AbortSignal) =>
  get<Calendar>(`${PLANNING}/calendar/?from=${from}&to=${to}`, signal);

export interface NewDate {
  starts_at: string;
  ends_at: string;
  site?: string;
  space?: string;
}

export interface NewEvent {
  title: string;
  dates?: NewDate[];
  expected_people?: number;
  sound?: boolean;
  music?: boolean;
  tents?: boolean;
  bar?: boolean;
  food?: boolean;
  city_kit?: boolean;
}

export const planEvent = (wish: NewEvent, key: string) =>
  post<Plan>(`${PLANNING}/events/`, wish, { key });

/** A step of the plan, forth or back. @throws Problem `wrong_state` */
export const step = (slug: string, to: State) => post<Plan>(`${event(slug)}/steps/`, { to });

/**
 * Tell the street. `conditional`: before the authorisation, which is a manager's word.
 * @throws Problem `tasks_overdue` (with `tasks`), `incomplete` (with `missing`), `needs_authorisation`
 */
export const publish = (slug: string, conditional = false) =>
  post<Plan>(`${event(slug)}/publication/`, conditional ? { conditional } : {});

/** A date that the street does not know yet. @throws Problem `site_taken`, `site_too_small`, `double_duty`, `kit_taken` */
export const changeDate = (date: number, changes: Partial<NewDate>) =>
  send<Plan>('PATCH', `${PLANNING}/dates/${date}/`, changes);

/** The sites and rooms where an event can be. */
export const readPlaces = async (signal?: AbortSignal) => {
  const today = new Date().toISOString().slice(0, 10);
  return (await readCalendar(today, today, signal)).places;
};

const toChange = (slug: string) => `${event(slug)}/changes/`;

/** What a change would do; nothing is done. @throws Problem `site_taken`, `wrong_state`, … */
export const previewChange = (slug: string, wish: Wish) =>
  post<Preview>(`${toChange(slug)}preview/`, wish);

/** Do it, whole or not at all; the notices go out by themselves. `key` names this change. */
export const applyChange = (slug: string, wish: Wish, key: string) =>
  post<unknown>(toChange(slug), wish, { key });

export const readChanges = async (slug: string, signal?: AbortSignal) =>
  (await get<Page<Change>>(toChange(slug), signal)).results;
