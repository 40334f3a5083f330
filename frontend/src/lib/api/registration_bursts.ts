/** Registrations without a contact that came all at once (`/api/v1/planning/dates/<id>/bursts/`); for managers. */
import { get, post } from './client';
import type { components } from './schema';

export type RegistrationBurst = components['schemas']['RegistrationBurst'];

const at = (date: number) => `/api/v1/planning/dates/${date}/bursts/`;

export const readBursts = (date: number, signal?: AbortSignal) =>
  get<RegistrationBurst[]>(at(date), signal);
export const releaseBurst = (date: number, { registrations }: RegistrationBurst) =>
  post<components['schemas']['RegistrationsReleased']>(`${at(date)}release/`, { registrations });
