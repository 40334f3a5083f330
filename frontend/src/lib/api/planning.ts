/** The team's side of street events: the board, the calendar, one event's desk. */
import type {
  Calendar,
  Change,
  Contact,
  Editable,
  EventCard,
  KitItem,
  KitReservation,
  NewSite,
  Place,
  Plan,
  Preview,
  RuleSet,
  SheetLine,
  Site,
  SiteForm,
  Slot,
  Somebody,
  State,
  Task,
  Wish,
} from '../planning/types';
import { get, getFile, post, send, upload } from './client';
import type { components } from './schema';

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
  layout?: string;
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

/** The sites and rooms where an event can be. */
export const readPlaces = async (signal?: AbortSignal): Promise<Place[]> => {
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

// --- one event ----------------------------------------------------------------------------------------------------

export const readPlan = (slug: string, signal?: AbortSignal) =>
  get<Plan>(`${event(slug)}/`, signal);

/** @throws Problem with `errors` by field */
export const editPlan = (
  slug: string,
  changes: Partial<Editable> & {
    animator?: string | null;
    site_lead?: string | null;
    entity?: string;
  },
) => send<Plan>('PATCH', `${event(slug)}/`, changes);

/** The verbs of a plan's own: the authorisation is here, it has taken place, its report is done, it is given up. */
export const happens = (
  slug: string,
  noun: 'authorisation' | 'holding' | 'reporting' | 'abandonment',
) => post<Plan>(`${event(slug)}/${noun}/`, {});

export interface DateForm extends Partial<NewDate> {
  capacity?: number | null;
  fallback_site?: string | null;
  fallback_space?: string | null;
  fallback_layout?: string;
  fallback_starts_at?: string | null;
  decide_at?: string | null;
}

export const addDate = (slug: string, date: NewDate & { rule?: string }, key: string) =>
  post<Plan>(`${event(slug)}/dates/`, date, { key });

/**
 * What the street knows already changes otherwise. `following`: also those that its rule made after it, all of them or
 * none; a refusal says of which `date`. @throws Problem `site_taken`, `site_too_small`, `double_duty`, `kit_taken`
 */
export const editDate = (date: number, changes: DateForm, following = false) =>
  send<Plan>('PATCH', `${PLANNING}/dates/${date}/`, {
    ...changes,
    ...(following ? { following } : {}),
  });

export const removeDate = (date: number, following = false) =>
  post<Plan>(`${PLANNING}/dates/${date}/removal/`, following ? { following } : {});

export const addTask = (
  slug: string,
  task: { title: string; due_on: string; owner?: string; mandatory?: boolean },
  key: string,
) => post<Plan>(`${event(slug)}/tasks/`, task, { key });

export const editTask = (
  task: number,
  changes: { state?: Task['state']; owner?: string | null; note?: string },
) => send<Plan>('PATCH', `${PLANNING}/tasks/${task}/`, changes);

export function putPhoto(slug: string, photo: File, alt: string, altEn: string): Promise<Plan> {
  return upload(
    'PUT',
    `${event(slug)}/photo/`,
    form({ photo, photo_alt: alt, photo_alt_en: altEn }),
  );
}

export const removePhoto = (slug: string) => post<Plan>(`${event(slug)}/photo/removal/`, {});

/** PDF, JPEG or PNG, 10 MB at most. */
export function addPaper(slug: string, file: File, task: number | null): Promise<Plan> {
  const about = task === null ? {} : { task: String(task) };
  return upload('POST', `${event(slug)}/papers/`, form({ file, name: file.name, ...about }));
}

export const readPaper = (id: string) => getFile(`${PLANNING}/papers/${id}/`);

export const removePaper = (id: string) => post<Plan>(`${PLANNING}/papers/${id}/removal/`, {});

/** Who can be asked to help: the crew and volunteers. */
export const readHelpers = async (signal?: AbortSignal) =>
  (await get<Page<Somebody>>(`${PLANNING}/people/`, signal)).results;

export const readEntities = async (signal?: AbortSignal) =>
  (await get<Page<{ code: string; name: string }>>(`${PLANNING}/entities/`, signal)).results;

export const readSite = (code: string, signal?: AbortSignal) =>
  get<Site>(`${PLANNING}/sites/${encodeURIComponent(code)}/`, signal);

/** Where an event can be, with the next dates there. */
export const readSites = async (signal?: AbortSignal) =>
  (await get<Page<Site>>(`${PLANNING}/sites/`, signal)).results;

/** A manager's. @throws Problem `code_taken` */
export const addSite = (site: NewSite, key: string) =>
  post<Site>(`${PLANNING}/sites/`, site, { key });

/** @throws Problem `dates_do_not_fit` (with `conflicts`), `own_plan_b` */
export const editSite = (code: string, changes: SiteForm) =>
  send<Site>('PATCH', `${PLANNING}/sites/${encodeURIComponent(code)}/`, changes);

/** PDF, JPEG or PNG, 10 MB at most. */
export const putSitePlan = (code: string, plan: File): Promise<Site> =>
  upload('PUT', `${PLANNING}/sites/${encodeURIComponent(code)}/plan/`, form({ plan }));

export const removeSitePlan = (code: string) =>
  post<Site>(`${PLANNING}/sites/${encodeURIComponent(code)}/plan/removal/`, {});

/** Whose rules there are. */
export const readRuleSets = async (signal?: AbortSignal) =>
  (await get<Page<RuleSet>>(`${PLANNING}/rule-sets/`, signal)).results;

/** `event`: at which it was learned, if at one. */
export const addLesson = (code: string, text: string, event: string | null, key: string) =>
  post<Site>(`${PLANNING}/sites/${encodeURIComponent(code)}/lessons/`, { text, event }, { key });

// --- the day: crew, kit, run sheet ----------------------------------------------------------------------------------

const ofDate = (date: number) => `${PLANNING}/dates/${date}`;

export const readSlots = async (date: number, signal?: AbortSignal) =>
  (await get<Page<Slot>>(`${ofDate(date)}/slots/`, signal)).results;

export interface NewSlot {
  title: string;
  title_en?: string;
  starts_at: string;
  ends_at: string;
  minimum: number;
  most: number;
}

export const addSlot = (date: number, slot: NewSlot, key: string) =>
  post<unknown>(`${ofDate(date)}/slots/`, slot, { key });

export const editSlot = (slot: number, changes: Partial<NewSlot>) =>
  send<unknown>('PATCH', `${PLANNING}/slots/${slot}/`, changes);

export const removeSlot = (slot: number) => post<unknown>(`${PLANNING}/slots/${slot}/removal/`, {});

/** @throws Problem `double_duty` */
export const invite = (slot: number, person: string) =>
  post<unknown>(`${PLANNING}/slots/${slot}/invitations/`, { person });

/** The team confirms who applied; who was asked answers. @throws Problem `double_duty` */
export const answerPlace = (place: number, answer: 'confirmation' | 'refusal' | 'departure') =>
  post<unknown>(`${PLANNING}/crew-places/${place}/${answer}/`, {});

export const readKit = async (from: string, to: string, signal?: AbortSignal) =>
  (
    await get<Page<KitItem>>(
      `${PLANNING}/kit/?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`,
      signal,
    )
  ).results;

export const readKitOf = async (date: number, signal?: AbortSignal) =>
  (await get<Page<KitReservation>>(`${ofDate(date)}/kit/`, signal)).results;

/** @throws Problem `kit_taken` */
export const reserveKit = (date: number, item: string, quantity: number, key: string) =>
  post<unknown>(`${ofDate(date)}/kit/`, { item, quantity }, { key });

export const releaseKit = (reservation: number) =>
  post<unknown>(`${PLANNING}/kit-reservations/${reservation}/release/`, {});

export type EventBar = components['schemas']['EventBar'];

export const readBar = (slug: string, signal?: AbortSignal) =>
  get<EventBar>(`${event(slug)}/bar/`, signal);

/** @throws Problem `bar_quota_reached` with `used`, `allowed`, `year` */
export const claimBar = (slug: string) => post<EventBar>(`${event(slug)}/bar/`, {});

export const giveUpBar = (slug: string) => post<EventBar>(`${event(slug)}/bar/giving-up/`, {});

/** What of the lead's page is written here. */
export interface Sheet {
  run_sheet: SheetLine[];
  contacts: Contact[];
}

export const readSheet = (date: number, signal?: AbortSignal) =>
  get<Sheet>(`${ofDate(date)}/sheet/`, signal);

export const writeRunSheet = (date: number, lines: SheetLine[]) =>
  send<{ lines: SheetLine[] }>('PUT', `${ofDate(date)}/run-sheet/`, { lines });

export const writeContacts = (slug: string, contacts: Contact[]) =>
  send<{ contacts: Contact[] }>('PUT', `${event(slug)}/contacts/`, { contacts });

/** A PDF of a date: to put up, or to carry. */
export const posterOf = (date: number, size: 'a4' | 'a3', language: 'fr' | 'en') =>
  getFile(`${ofDate(date)}/poster.pdf?size=${size}&language=${language}`);
export const changePosterOf = (date: number, size: 'a4' | 'a3') =>
  getFile(`${ofDate(date)}/change-poster.pdf?size=${size}`);
export const doorPaperOf = (date: number) => getFile(`${ofDate(date)}/door.pdf`);
export const neighboursNoteOf = (date: number, language: 'fr' | 'en') =>
  getFile(`${ofDate(date)}/neighbours.pdf?language=${language}`);
export const sheetPaperOf = (date: number) => getFile(`${ofDate(date)}/sheet.pdf`);

function form(fields: Record<string, string | File>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}
