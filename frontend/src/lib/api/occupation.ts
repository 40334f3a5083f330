/** The occupation report: minutes of places by week, and income as sums of many. */
import { get } from './client';
import type { components } from './schema';

export type Report = components['schemas']['Report'];
export type Figures = components['schemas']['Figures'];

const query = (from: string, to: string) => `?from=${from}&to=${to}`;

/** `from`, `to`: days, whose whole weeks are told. */
export const readOccupation = (from: string, to: string, signal?: AbortSignal) =>
  get<Report>(`/api/v1/coworking/report/${query(from, to)}`, signal);

export const occupationFile = (from: string, to: string) =>
  `/api/v1/coworking/report.csv${query(from, to)}`;
export const stickersFile = '/api/v1/coworking/stickers.pdf';
export const dayFile = (date: string) => `/api/v1/coworking/prints/day.pdf?date=${date}`;
export const weekFile = (from: string) => `/api/v1/coworking/prints/week.pdf?from=${from}`;
