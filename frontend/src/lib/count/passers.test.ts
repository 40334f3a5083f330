import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Passage } from '$lib/api/day';
import { Unreachable } from '$lib/api/problem';
import type { Count } from '$lib/day/types';
import { Passers } from './passers.svelte';

const count = vi.hoisted(() => vi.fn());
vi.mock('$lib/api/day', () => ({ count }));

const nobody: Count = {
  total: 0,
  walked_in: 0,
  admitted: 0,
  now: null,
  peak: 0,
  peak_of: 'quarter',
  quarters: [],
  methods: [],
};
const settle = () => vi.advanceTimersByTimeAsync(0);

/** A house that hears each tap once, whoever says it how often. */
let heard: Map<string, Passage>;
const total = () => [...heard.values()].reduce((sum, { step }) => sum + step, 0);
const hear = async (_date: number, passages: Passage[]) => {
  for (const passage of passages) heard.set(passage.request_id, passage);
  return {
    results: passages.map(({ request_id }) => ({ request_id, answer: 'heard' })),
    count: { ...nobody, total: total(), walked_in: total() },
  };
};

let passers: Passers;
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-12-11T17:20:00+01:00') });
  localStorage.clear();
  heard = new Map();
  count.mockReset().mockImplementation(hear);
  passers = new Passers(4);
  passers.told(nobody, performance.now());
});
afterEach(() => vi.useRealTimers());

test('a tap shows at once, and the house has it once', async () => {
  passers.tap(1, 'counted');
  expect(passers.count?.total).toBe(1);
  await settle();
  expect([total(), passers.count?.total, passers.waiting]).toEqual([1, 1, []]);
});

test('with the network cut it counts on, and each tap arrives once with its own time', async () => {
  count.mockImplementation(async (date, passages) => {
    await hear(date, passages.slice(0, 1)); // the first was heard, and only the answer was lost
    throw new Unreachable();
  });
  passers.tap(1, 'counted');
  vi.setSystemTime(new Date('2026-12-11T17:40:00+01:00'));
  passers.tap(5, 'estimated');
  passers.tap(-1, 'counted');
  expect(passers.count?.total).toBe(5);
  await settle();
  count.mockImplementation(hear);
  const reopened = new Passers(4);
  const stop = reopened.keep();
  await settle();
  stop();
  expect([total(), reopened.waiting]).toEqual([5, []]);
  expect([...heard.values()].map(({ step, at }) => [step, at])).toEqual([
    [1, '2026-12-11T16:20:00.000Z'],
    [5, '2026-12-11T16:40:00.000Z'],
    [-1, '2026-12-11T16:40:00.000Z'],
  ]);
});

test('who leaves is a step of its own, never a correction', async () => {
  passers.tap(5, 'counted', true);
  await settle();
  expect([...heard.values()]).toMatchObject([{ step: -5, leaving: true }]);
});

test('a sheet that was asked for before the last answer does not turn the count back', async () => {
  const asked = performance.now();
  await vi.advanceTimersByTimeAsync(10);
  passers.tap(1, 'counted');
  await settle();
  passers.told(nobody, asked);
  expect(passers.count?.total).toBe(1);
});

test('a tap of another day is shown and given up, the others are counted', async () => {
  count.mockImplementation(async (date, passages: Passage[]) => {
    const odd = passages.some(({ step }) => step === 5);
    const answer = await hear(
      date,
      passages.filter(({ step }) => step !== 5),
    );
    return odd ? { ...answer, results: [{ request_id: '', answer: 'outside_the_day' }] } : answer;
  });
  passers.tap(1, 'counted');
  passers.tap(5, 'counted');
  passers.tap(1, 'counted');
  await settle();
  expect(passers.refused).toMatchObject([{ item: { step: 5 } }]);
  expect([total(), passers.waiting]).toEqual([2, []]);
});

test('a phone whose clock is ahead keeps its taps until the house agrees that it is so late', async () => {
  count.mockResolvedValueOnce({
    results: [{ request_id: '', answer: 'in_the_future' }],
    count: nobody,
  });
  passers.tap(1, 'counted');
  await settle();
  expect(passers.waiting).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([total(), passers.waiting]).toEqual([1, []]);
});
