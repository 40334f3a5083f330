/** One date in the street, for whoever leads it there (`/api/v1/planning/dates/<id>/`). */
import type { Answer, Gravity, HeardPassages, Method, Report, Said, Sheet } from '$lib/day/types';
import { get, post, send } from './client';

const PLANNING = '/api/v1/planning';
const at = (date: number) => `${PLANNING}/dates/${date}`;

export const readSheet = (date: number, signal?: AbortSignal) =>
  get<Sheet>(`${at(date)}/sheet/`, signal);
export const sheetPaper = (date: number) => `${at(date)}/sheet.pdf`;
export const changePoster = (date: number) => `${at(date)}/change-poster.pdf?size=a4`;
export const doorText = (date: number) => `${at(date)}/door.pdf`;
export const paper = (id: string) => `${PLANNING}/papers/${id}/`;

/** People who came by (or, `leaving`, went), at one tap. */
export interface Passage {
  step: number;
  method: Method;
  at: string;
  request_id: string;
  leaving?: boolean;
}

/** Each is heard once, however often it is said. @throws Problem, Unreachable */
export const count = (date: number, passages: Passage[]) =>
  post<HeardPassages>(`${at(date)}/passages/`, { passages }, { once: true });

export interface NewIncident {
  gravity: Gravity;
  what: string;
  at: string;
  request_id: string;
}

export const reportIncident = (
  date: number,
  { gravity, what, at: when, request_id }: NewIncident,
) =>
  post<unknown>(
    `${at(date)}/incidents/`,
    { gravity, what, at: when, request_id },
    { key: request_id, once: true },
  );

/** @throws Problem `no_plan_b`, `site_taken`, `site_too_small`, `over_capacity`, `wrong_state` */
export const decide = (date: number, answer: Answer, why: string, key: string) =>
  post<unknown>(`${at(date)}/decisions/`, { answer, why }, { key });

export const takeOut = (reservation: number) =>
  post<unknown>(`${PLANNING}/kit-reservations/${reservation}/checkout/`, {});
export const bringBack = (reservation: number, missing: number, note: string) =>
  post<unknown>(`${PLANNING}/kit-reservations/${reservation}/return/`, { missing, note });

export const readReport = (date: number, signal?: AbortSignal) =>
  get<Report>(`${at(date)}/report/`, signal);
/** On top of what was said before. @throws Problem `not_yet` */
export const writeReport = (date: number, said: Partial<Said>) =>
  send<Report>('PUT', `${at(date)}/report/`, said);
export const addLesson = (site: string, event: string, text: string) =>
  post<unknown>(`${PLANNING}/sites/${encodeURIComponent(site)}/lessons/`, { text, event });
