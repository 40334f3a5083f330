/** Street events under the names that the pages use; they come from the API's own description (schema.d.ts). */
import type { components } from '$lib/api/schema';

type Schema = components['schemas'];

export type StreetEvent = Schema['Event'];
/** As its own page reads it. */
export type EventInFull = Schema['EventInFull'];
export type StreetDate = Schema['EventDate'];
export type StreetPlace = Schema['EventPlace'];
export type Status = StreetDate['status'];

/** One date of an event: a line of the agenda. */
export interface Entry {
  event: StreetEvent;
  date: StreetDate;
  /** The moment by which it stands in the agenda, ISO 8601. */
  at: string;
  /** It was announced for this day and is no longer then: the line says where it went. */
  gone: boolean;
}

export type Registration = Schema['Registration'];
export type Payment = Partial<Schema['RegistrationPaymentRequest']>;
export type NewRegistration = Pick<Schema['NewRegistrationRequest'], 'places'> &
  Payment & { date?: number; contact?: Partial<Schema['RegistrationContactRequest']> };

/** One change that the street must hear of, in both languages: the socket does not know who reads. */
export type StreetNews = Schema['StreetNewsItem'];
