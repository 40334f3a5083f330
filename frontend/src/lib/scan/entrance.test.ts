import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem, Unreachable } from '$lib/api/problem';
import { AT_AN_EVENT, KEYS } from './code.cases';
import { Entrance } from './entrance.svelte';

const admit = vi.hoisted(() => vi.fn());
const undoEntry = vi.hoisted(() => vi.fn());
vi.mock('$lib/api/days', () => ({ admit, undoEntry }));

const yes = {
  result: 'admitted',
  date: 42,
  people: 3,
  people_left: 0,
  title: 'Bal',
  excess: false,
};
const answer = { ...yes, admitted_at: '2026-11-24T12:31:00+01:00' };
const scan = (more: object = {}) => ({
  purpose: 'event' as const,
  token: AT_AN_EVENT,
  request_id: crypto.randomUUID(),
  ...more,
});

let entrance: Entrance;
beforeEach(() => {
  localStorage.clear();
  localStorage.setItem('preau.keys', JSON.stringify(KEYS));
  admit.mockReset().mockRejectedValue(new Unreachable());
  undoEntry.mockReset().mockResolvedValue({});
  entrance = new Entrance(() => [42]);
});
afterEach(() => vi.useRealTimers());

test('with a network the house answers, and nothing waits', async () => {
  admit.mockResolvedValue(answer);
  expect(await entrance.take(scan({ place: 42 }))).toMatchObject({ code: 'admitted', covers: 3 });
  expect(admit.mock.calls[0]?.[0]).toMatchObject({ token: AT_AN_EVENT, date: 42 });
  expect(entrance.waiting(42)).toBe(0);
});

test('without one a ticket of this house comes in, and the house hears of it once, with its time', async () => {
  const first = scan();
  expect(await entrance.take(first)).toMatchObject({ code: 'admitted_offline', family: 'kept' });
  expect(entrance.waiting(42)).toBe(3);
  admit.mockReset().mockResolvedValue(answer);
  await new Entrance(() => [42]).unheard.send();
  expect(admit.mock.calls).toMatchObject([
    [{ request_id: first.request_id, people: 3, date: 42, scanned_at: expect.any(String) }],
  ]);
});

test('the same ticket again is known without a network, also when it came in with one', async () => {
  admit.mockResolvedValueOnce(answer);
  await entrance.take(scan());
  expect(await entrance.take(scan())).toMatchObject({
    code: 'already_admitted',
    at: answer.admitted_at,
  });
});

test('fewer came: the others can still come in, and no more than the ticket is for', async () => {
  await entrance.take(scan({ people: 1 }));
  expect(await entrance.take(scan({ people: 3 }))).toMatchObject({
    code: 'not_enough_places',
    coversLeft: 2,
  });
  expect(await entrance.take(scan())).toMatchObject({ code: 'admitted_offline', covers: 2 });
});

test('another event, a forged code and one that was only said are not let in unseen', async () => {
  expect(await entrance.take(scan({ place: 7 }))).toMatchObject({ code: 'wrong_event' });
  const forged = AT_AN_EVENT.slice(0, -3) + '000';
  expect(await entrance.take(scan({ token: forged }))).toMatchObject({ code: 'forged_ticket' });
  const spoken = { purpose: 'event' as const, short_code: 'K7QM3XHA', request_id: 'a' };
  expect(await entrance.take(spoken)).toMatchObject({ family: 'away', retry: true });
});

test('taken back before the house heard of it, it never hears of it, and the ticket is good again', async () => {
  vi.useFakeTimers();
  const first = scan();
  await entrance.take(first);
  await vi.advanceTimersByTimeAsync(0);
  expect(await entrance.takeBack(first, 'undoing')).toBe('undone');
  expect(undoEntry).not.toHaveBeenCalled();
  expect(entrance.waiting(42)).toBe(0);
  expect(await entrance.take(scan())).toMatchObject({ code: 'admitted_offline' });
});

test('what the house finds odd afterwards is shown; that it had heard it already is not odd', async () => {
  const heard = scan({ people: 1 });
  await entrance.take(heard);
  await entrance.take(scan({ people: 1 }));
  admit.mockReset().mockImplementation(async ({ request_id }) => {
    throw request_id === heard.request_id
      ? new Problem({ code: 'request_id_reused' }, 409)
      : new Problem({ code: 'void_ticket', detail: 'Annulé.' }, 422);
  });
  const later = new Entrance(() => [42]);
  await later.unheard.send();
  expect(later.unheard.refused).toMatchObject([{ why: { code: 'void_ticket' } }]);
  expect(later.unheard.waiting).toEqual([]);
});

test('who came in above her ticket meanwhile is shown, and nobody is refused for it', async () => {
  await entrance.take(scan({ people: 1 }));
  admit.mockReset().mockResolvedValue({ ...answer, excess: true });
  const later = new Entrance(() => [42]);
  await later.unheard.send();
  expect(later.excess).toMatchObject([{ people: 1 }]);
  expect(later.unheard.refused).toEqual([]);
});
