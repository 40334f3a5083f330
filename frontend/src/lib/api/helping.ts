/** Lending a hand at an event: one's own shifts, and where somebody is still wanted. */
import { get, post } from './client';
import type { components } from './schema';

type Schema = components['schemas'];
export type OpenShift = Schema['OpenShift'];
export type MyShift = Schema['MyShift'];
export type MyShifts = Schema['MyShifts'];

const PLANNING = '/api/v1/planning';

/** @throws Problem 401 or 403 for whoever is not signed in */
export const readMyShifts = (signal?: AbortSignal) =>
  get<MyShifts>(`${PLANNING}/my-shifts/`, signal);

/** @throws Problem `double_duty`, `slot_full` */
export const apply = (slot: number) => post<unknown>(`${PLANNING}/slots/${slot}/applications/`, {});

/** `departure` also takes an application back. */
export const answer = (place: number, noun: 'confirmation' | 'refusal' | 'departure') =>
  post<unknown>(`${PLANNING}/crew-places/${place}/${noun}/`, {});
