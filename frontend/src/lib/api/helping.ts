/** Lending a hand at an event: one's own shifts, and where somebody is still wanted. */
import { get, post } from './client';

export interface OpenShift {
  id: number;
  date: number;
  /** The title in the reader's language. */
  name: string;
  starts_at: string;
  ends_at: string;
  minimum: number;
  most: number;
  confirmed: number;
  red: boolean;
  event: {
    slug: string;
    title: string;
    /** Its page; null while the street does not know of it. */
    url: string | null;
    place: string;
    address: string;
    city: string;
    starts_at: string;
    ends_at: string;
    status: string;
  };
}

export interface MyShift {
  /** Of the place, for the three answers. */
  id: number;
  state: 'applied' | 'asked' | 'confirmed' | 'declined' | 'left';
  slot: OpenShift;
}

export interface MyShifts {
  mine: MyShift[];
  open: OpenShift[];
}

const PLANNING = '/api/v1/planning';

/** @throws Problem 401 or 403 for whoever is not signed in */
export const readMyShifts = (signal?: AbortSignal) =>
  get<MyShifts>(`${PLANNING}/my-shifts/`, signal);

/** @throws Problem `double_duty`, `slot_full` */
export const apply = (slot: number) => post<unknown>(`${PLANNING}/slots/${slot}/applications/`, {});

/** `departure` also takes an application back. */
export const answer = (place: number, noun: 'confirmation' | 'refusal' | 'departure') =>
  post<unknown>(`${PLANNING}/crew-places/${place}/${noun}/`, {});
