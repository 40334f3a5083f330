/** The sheet on a room's door: free or not, until when, what comes next. No names. */
import { get } from './client';
import type { components } from './schema';

export type DoorSheet = components['schemas']['Door'];
export type Use = components['schemas']['Use'];

/** @throws Problem 404 for what is not a room */
export const readDoor = (room: string, signal?: AbortSignal) =>
  get<DoorSheet>(`/api/v1/coworking/rooms/${encodeURIComponent(room)}/door/`, signal);
