import { expect, test } from 'vitest';
import type { SittingState } from '$lib/api/types';
import { servable, servedNow } from './serving';

const at = (hour: string) => `2026-11-24T${hour}:00+01:00`;
const sitting = (id: string, starts: string, ends: string, more: object = {}) => ({
  id,
  starts_at: at(starts),
  ends_at: at(ends),
  state: 'open' as SittingState,
  trial: false,
  ...more,
});
const noon = sitting('noon', '12:00', '13:00');
const one = sitting('one', '13:00', '14:00');
const trial = sitting('trial', '12:00', '15:00', { trial: true });
const now = (hour: string, ...sittings: (typeof noon)[]) =>
  servedNow(sittings, new Date(at(hour)))?.id ?? null;

test.each([
  ['11:29', null],
  ['11:30', 'noon'],
  ['12:59', 'noon'],
  ['13:00', 'one'],
  ['14:29', 'one'],
  ['14:31', null],
])('at %s the door serves %s', (hour, served) => {
  expect(now(hour, noon, one)).toBe(served);
});

test('a trial gives way to a real sitting, and serves when there is none', () => {
  expect([now('12:30', trial, noon), now('14:45', trial, noon)]).toEqual(['noon', 'trial']);
});

test('a cancelled sitting is not served', () => {
  const cancelled = { ...noon, state: 'cancelled' as SittingState };
  expect(now('12:30', cancelled)).toBe(null);
  expect(servable([cancelled, one])).toEqual([one]);
});
