/** Where we are, how full it is, who I am. */
import { get } from './client';
import type { Me, Occupancy, Venue } from './types';

export const readVenue = (signal?: AbortSignal) => get<Venue>('/api/v1/venue/', signal);

export const readOccupancy = (signal?: AbortSignal) => get<Occupancy>('/api/v1/occupancy/', signal);

export const readMe = (signal?: AbortSignal) => get<Me>('/api/v1/people/me/', signal);
