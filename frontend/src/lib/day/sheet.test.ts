import { beforeEach, expect, test, vi } from 'vitest';
import { Problem, Unreachable } from '$lib/api/problem';
import { DaySheet, keptSheet } from './sheet.svelte';
import type { Sheet } from './types';

const readSheet = vi.hoisted(() => vi.fn());
vi.mock('$lib/api/day', () => ({ readSheet }));

const count = { total: 7, walked_in: 7, admitted: 0, now: null, peak: 7 };
const sheet = (ends_at: string) =>
  ({ date: { id: 4, ends_at, timezone: 'Europe/Paris' }, count }) as unknown as Sheet;
const made = () => new DaySheet(4, () => undefined);
const TODAY = '2026-12-11T20:00:00+01:00';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-12-11T17:00:00+01:00') });
  localStorage.clear();
  readSheet.mockReset().mockResolvedValue(sheet(TODAY));
});

test('what was read once opens without network, and says of when it is', async () => {
  await made().read();
  readSheet.mockRejectedValue(new Unreachable());
  vi.setSystemTime(new Date('2026-12-11T17:10:00+01:00'));
  const later = made();
  await later.read();
  expect([later.told, later.stale, later.at]).toEqual([
    sheet(TODAY),
    true,
    new Date('2026-12-11T17:00:00+01:00'),
  ]);
});

test('a count that is newer than the sheet is kept with it', async () => {
  const open = made();
  await open.read();
  open.counted({ ...sheet(TODAY).count, total: 12 });
  expect(made().told?.count.total).toBe(12);
});

test('it is forgotten three days after the date', async () => {
  readSheet.mockResolvedValue(sheet('2026-12-08T16:00:00+01:00'));
  await made().read();
  expect(made().told).toBe(null);
});

test.each([
  ['device_revoked', 401, true],
  ['not_found', 404, true],
  ['not_authenticated', 401, false],
])('after %s (%i) it is gone from the phone: %s', async (code, status, gone) => {
  await made().read();
  readSheet.mockRejectedValue(new Problem({ code }, status));
  const open = made();
  await open.read();
  expect([open.told === null, keptSheet(4) === null]).toEqual([gone, gone]);
});

test('what was done while an answer was on its way is asked for once more', async () => {
  const open = made();
  const under = open.read();
  void open.read();
  void open.read();
  await under;
  expect(readSheet).toHaveBeenCalledTimes(2);
});
