import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem, Unreachable } from '$lib/api/problem';
import { Outbox } from './outbox.svelte';

const say = vi.fn();
const made = () => new Outbox('preau.test', say);
const item = (n: number) => ({ request_id: `r${n}`, at: `2026-11-24T12:0${n}:00Z` });
const told = () =>
  say.mock.calls.map(([items]) => items.map((one: { request_id: string }) => one.request_id));
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  say.mockReset().mockResolvedValue({});
});
afterEach(() => vi.useRealTimers());

test('what is put while the house is being told goes together as the next', async () => {
  const outbox = made();
  [1, 2, 3].forEach((n) => outbox.put(item(n)));
  await settle();
  expect(told()).toEqual([['r1'], ['r2', 'r3']]);
  expect([outbox.waiting, localStorage.length]).toEqual([[], 0]);
});

test('without network it waits, survives the page, and goes in the order in which it happened', async () => {
  say.mockRejectedValue(new Unreachable());
  const [one, other] = [made(), made()];
  other.put(item(2));
  one.put(item(1));
  await settle();
  say.mockReset().mockResolvedValue({});
  await made().send();
  expect(told()).toEqual([['r1', 'r2']]);
});

test('it is told again by itself, later and later, and at once when the network is back', async () => {
  say.mockRejectedValue(new Unreachable());
  const outbox = made();
  const stop = outbox.keep();
  outbox.put(item(1));
  await vi.advanceTimersByTimeAsync(6_500);
  expect(say).toHaveBeenCalledTimes(3);
  say.mockResolvedValue({});
  dispatchEvent(new Event('online'));
  await settle();
  expect(outbox.waiting).toEqual([]);
  stop();
});

test('one that the house does not take does not stop the others, and is shown', async () => {
  say.mockImplementation(async (items: { request_id: string }[]) => {
    if (items.some(({ request_id }) => request_id === 'r2'))
      throw new Problem({ code: 'invalid' }, 400);
  });
  const outbox = made();
  [1, 2, 3].forEach((n) => outbox.put(item(n)));
  await settle();
  expect(outbox.refused).toMatchObject([{ item: item(2), why: { code: 'invalid' } }]);
  expect(outbox.waiting).toEqual([]);
});

test('a phone that is no longer paired loses nothing: it says so and waits', async () => {
  say.mockRejectedValueOnce(new Problem({ code: 'device_revoked' }, 401));
  const outbox = made();
  outbox.put(item(1));
  await settle();
  expect([outbox.shut, outbox.waiting]).toEqual([true, [item(1)]]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([outbox.shut, outbox.waiting]).toEqual([false, []]);
});
