import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem, Unreachable } from '$lib/api/problem';
import { HeadCount } from './head_count.svelte';

const move = vi.hoisted(() => vi.fn());
vi.mock('$lib/api/door', () => ({ move }));

const said = () => move.mock.calls.map(([movement]) => movement);
const settle = () => vi.advanceTimersByTimeAsync(0);

let count: HeadCount;
beforeEach(() => {
  vi.useFakeTimers();
  move.mockReset().mockResolvedValue({});
  count = new HeadCount();
});
afterEach(() => vi.useRealTimers());

test('a tap is a movement, said at once and shown before the house answers', async () => {
  count.tap('CANT', 1);
  expect(count.pending('CANT')).toBe(1);
  await settle();
  expect(said()).toMatchObject([{ space: 'CANT', step: 1 }]);
  expect(said()[0]).not.toHaveProperty('at');
});

test('taps while one is under way go together as the next one', async () => {
  count.tap('CANT', 1);
  count.tap('CANT', 1);
  count.tap('CANT', 5);
  expect(count.pending('CANT')).toBe(7);
  await settle();
  expect(said().map(({ step }) => step)).toEqual([1, 6]);
});

test('in and out again is nothing to tell', async () => {
  count.tap('CANT', 1);
  count.tap('CANT', 1);
  count.tap('CANT', -1);
  await settle();
  expect(said().map(({ step }) => step)).toEqual([1]);
});

test('what the house has heard is shown until its next news, and never twice', async () => {
  count.tap('CANT', 1);
  await settle();
  expect(count.pending('CANT')).toBe(1);
  count.told();
  expect(count.pending('CANT')).toBe(0);
});

test('news that overtook the answer has it already', async () => {
  move.mockImplementation(async () => count.told());
  count.tap('CANT', 1);
  await settle();
  expect(count.pending('CANT')).toBe(0);
});

test('without network it waits, is said again under the same id, and then with its time', async () => {
  move.mockRejectedValue(new Unreachable());
  count.tap('CANT', 1);
  await vi.advanceTimersByTimeAsync(25_000);
  move.mockResolvedValue({});
  await vi.advanceTimersByTimeAsync(30_000);
  expect(new Set(said().map(({ request_id }) => request_id)).size).toBe(1);
  expect(said().at(-1)).toHaveProperty('at');
  expect(count.waiting).toEqual([]);
});

test('what waits survives a closed page', async () => {
  move.mockRejectedValue(new Unreachable());
  count.tap('CANT', 1);
  await settle();
  move.mockReset().mockResolvedValue({});
  const later = new HeadCount();
  expect(later.pending('CANT')).toBe(1);
  await later.send();
  expect(said()).toMatchObject([{ space: 'CANT', step: 1 }]);
  count.stop();
});

test('a house that had heard it before is no refusal; another no is told and not repeated', async () => {
  move.mockRejectedValueOnce(new Problem({ code: 'request_id_reused' }, 409));
  count.tap('CANT', 1);
  await settle();
  expect(count.refusal).toBe(null);
  move.mockRejectedValueOnce(new Problem({ code: 'forbidden' }, 403));
  count.tap('CANT', 1);
  await settle();
  expect(count.refusal).toMatchObject({ code: 'forbidden' });
  expect(count.pending('CANT')).toBe(0);
  expect(move).toHaveBeenCalledTimes(2);
});
