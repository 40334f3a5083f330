/** What a new house still needs before its first evening. */
import { get } from './client';
import type { components } from './schema';

export type FirstStep = components['schemas']['FirstStep'];

export const readFirstSteps = async (signal?: AbortSignal) =>
  (await get<components['schemas']['FirstSteps']>('/api/v1/manage/first-steps/', signal)).steps;
