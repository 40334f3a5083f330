import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem, Unreachable } from '$lib/api/problem';
import { Door } from './door.svelte';
import { table } from './table';

const redeem = vi.hoisted(() => vi.fn());
const undo = vi.hoisted(() => vi.fn());
vi.mock('$lib/api/door', () => ({ redeem, undo }));

const answer = { result: 'redeemed', serial: 'A1', sitting: 7, covers: 2, covers_left: 0 };
const yes = { ...answer, redeemed_at: '2026-11-24T12:31:00+01:00' };
const already = new Problem({ code: 'already_redeemed' }, 409);
const settle = () => vi.advanceTimersByTimeAsync(0);
const asked = () => redeem.mock.calls.map(([attempt]) => attempt);

let door: Door;
beforeEach(() => {
  vi.useFakeTimers();
  redeem.mockReset().mockResolvedValue(yes);
  undo.mockReset().mockResolvedValue({});
  door = new Door(() => ({ purpose: 'meal', id: 7 }), { meal: table, event: table });
});
afterEach(() => vi.useRealTimers());

test('the screen says at once that a ticket was seen, then what the house answers', async () => {
  door.seen('TICKET');
  expect(door.screen).toMatchObject({ verdict: null });
  await settle();
  expect(door.screen).toMatchObject({ verdict: { code: 'redeemed', covers: 2 } });
});

test('a good verdict is gone after 1.2 seconds, the others stay', async () => {
  door.seen('TICKET');
  await vi.advanceTimersByTimeAsync(1_200);
  expect(door.screen).toBe(null);
  redeem.mockRejectedValue(already);
  door.seen('OTHER');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(door.screen).toMatchObject({ verdict: { code: 'already_redeemed' } });
});

test('a ticket that is held before the camera is asked about once', async () => {
  for (let frame = 0; frame < 50; frame++) {
    door.seen('TICKET');
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked()).toHaveLength(1);
});

test('while a refusal stays, the camera waits; a hardware scanner does not', async () => {
  redeem.mockRejectedValueOnce(already);
  door.seen('TICKET');
  await settle();
  door.seen('NEXT');
  expect(asked()).toHaveLength(1);
  door.given('NEXT');
  expect(asked()).toHaveLength(2);
});

test('eight signs are a spoken code, however they were spaced; the sitting of the door goes with it', () => {
  door.given('k7qm-3xha');
  expect(asked()[0]).toMatchObject({ short_code: 'K7QM3XHA', sitting: 7 });
});

test('a scan that nobody answered is the same scan when its ticket is shown again', async () => {
  redeem.mockRejectedValueOnce(new Unreachable());
  door.given('TICKET');
  await settle();
  expect(door.screen).toMatchObject({ verdict: { family: 'away', retry: true } });
  door.dismiss();
  door.given('TICKET');
  expect(asked()[1]).toEqual(asked()[0]);
  await settle();
  door.given('TICKET');
  expect(asked()[2].request_id).not.toBe(asked()[0].request_id);
});

test('what was served can be taken back for a minute', async () => {
  door.given('TICKET');
  await settle();
  expect(await door.undoLast()).toBe(true);
  expect(undo.mock.calls[0]?.[0]).toBe(asked()[0].request_id);
  expect(door.last).toMatchObject({ state: 'undone' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(door.last).toBe(null);
});

test('an undoing that nobody answered is said again under the same name', async () => {
  door.given('TICKET');
  await settle();
  undo.mockRejectedValueOnce(new Unreachable());
  expect(await door.undoLast()).toBe(false);
  expect(await door.undoLast()).toBe(true);
  expect(undo.mock.calls[1]).toEqual(undo.mock.calls[0]);
});

test('fewer came: the scan is taken back and the ticket serves only these', async () => {
  door.given('TICKET');
  await settle();
  await door.serveFewer(1);
  expect(undo).toHaveBeenCalledTimes(1);
  expect(asked()[1]).toMatchObject({ token: 'TICKET', covers: 1 });
});
