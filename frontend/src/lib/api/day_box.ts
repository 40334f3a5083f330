/** The cash that was given on site at a date (`/api/v1/planning/dates/<id>/cash-counts/`). */
import { get, post } from './client';
import { Problem } from './problem';
import type { components } from './schema';

/** For managers: what was counted. */
export type BoxCount = components['schemas']['EventCashAmount'];

const at = (date: number) => `/api/v1/planning/dates/${date}/cash-counts/`;

/** Oldest first; one count stands. @throws Problem `permission_denied` */
export const readBox = async (date: number, signal?: AbortSignal) =>
  (await get<components['schemas']['EventCashList']>(at(date), signal)).results;

/**
 * All the cash of the date. Whoever counts `again` corrects the count that stands, which only the refusal of a second
 * one names. @throws Problem `already_counted`, `not_the_standing_count`, `nothing_to_count`
 */
export async function countBox(
  date: number,
  amount_cents: number,
  key: string,
  again: boolean,
): Promise<unknown> {
  try {
    return await post(at(date), { amount_cents }, { key });
  } catch (error) {
    const stands = again && error instanceof Problem && error.code === 'already_counted';
    if (!stands) throw error;
    return post(at(date), { amount_cents, corrects: error.figures.standing }, { key });
  }
}
