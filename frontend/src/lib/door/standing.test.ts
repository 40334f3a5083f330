import { expect, test } from 'vitest';
import type { DoorSheet } from '$lib/api/rooms';
import { standing } from './sheet.svelte';

const next = { starts_at: '2026-11-24T10:00:00+01:00', ends_at: '2026-11-24T12:00:00+01:00' };
const free = { state: 'free', until: next.starts_at, next } as DoorSheet;
const at = (clock: string) => Date.parse(`2026-11-24T${clock}:00+01:00`);

test('a room that somebody takes within a quarter of an hour is soon theirs', () => {
  expect(['09:44', '09:45', '09:59'].map((clock) => standing(free, at(clock)))).toEqual([
    'free',
    'soon',
    'soon',
  ]);
});

test('a room that only closes soon is free', () => {
  expect(standing({ ...free, next: null }, at('09:59'))).toBe('free');
});
