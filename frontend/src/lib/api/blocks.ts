/** Places that the house keeps for itself for a while: for the canteen, an event, repairs. Managers only. */
import { get, post } from './client';
import type { components } from './schema';

export type Block = components['schemas']['Block'];

/** All of a `space`, or these `resources`. */
export interface NewBlock {
  title: string;
  title_en?: string;
  space?: string;
  resources?: string[];
  starts_at: string;
  ends_at: string;
  give_back?: boolean;
}

/** A booking in the way, without a name: the figures of `in_the_way`. */
export interface InTheWay {
  count: number;
  returnable: number;
  bookings: { resource: string; starts_at: string; ends_at: string }[];
}

const BLOCKS = '/api/v1/coworking/blocks/';

export const readBlocks = async (signal?: AbortSignal) =>
  (await get<{ results: Block[] }>(BLOCKS, signal)).results;

/** @throws Problem `in_the_way` (InTheWay), `off_grid`, `in_the_past`, `ends_before_start` … */
export const keepPlaces = (wish: NewBlock, key: string) => post<Block>(BLOCKS, wish, { key });

export const lift = (id: Block['id']) => post<Block>(`${BLOCKS}${id}/lifting/`, {});
