import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepDevice } from '$lib/state/device';
import { aHouse } from '../../../tests/house';
import { Live } from './socket.svelte';

/** A server's end of the socket. */
class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor() {
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  say(message: unknown) {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }
  close() {
    this.readyState = 3;
    this.onclose?.();
  }
}

const last = () => FakeSocket.all.at(-1) as FakeSocket;
const news = (revision: number, data: unknown, topic = 'occupancy') => ({
  topic,
  revision,
  at: '2026-11-24T12:00:00+01:00',
  data,
});

beforeEach(() => {
  FakeSocket.all = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => vi.restoreAllMocks());

function listening(topics: string[] = ['occupancy']) {
  const live = new Live(() => 'ws://house/ws/live/');
  const heard: unknown[] = [];
  const stops = topics.map((topic) => live.hear(topic, (data) => heard.push(data)));
  return { live, heard, stops };
}

test('all topics of a page are asked for in one frame', () => {
  listening(['occupancy', 'sitting:1', 'sitting:2']);
  last().open();

  expect(last().sent).toEqual([{ subscribe: ['occupancy', 'sitting:1', 'sitting:2'] }]);
});

test('a paired phone says who it is before it asks', () => {
  keepDevice({ token: 'secret', id: '1', name: 'Porte 1', roles: ['host'] });
  listening(['crew:occupancy']);
  last().open();

  expect(last().sent).toEqual([{ authorize: 'secret' }, { subscribe: ['crew:occupancy'] }]);
});

test('an older message that arrives later changes nothing', () => {
  const { heard } = listening();
  last().open();
  last().say(news(7, 'seven'));
  last().say(news(6, 'six'));
  last().say(news(8, 'eight'));

  expect(heard).toEqual(['seven', 'eight']);
});

test('what is no message is passed over', () => {
  const { heard } = listening();
  last().open();
  last().say('not json');
  last().say({ topic: 'occupancy' });
  last().say({ topic: 'occupancy', error: 'forbidden' });

  expect(heard).toEqual([]);
});

test('a lost socket comes back by itself and asks for the same topics', async () => {
  const { live } = listening();
  last().open();
  expect(live.state).toBe('live');
  last().close();
  expect(live.state).toBe('connecting');

  await vi.advanceTimersByTimeAsync(1_000);
  expect(FakeSocket.all).toHaveLength(2);
  last().open();

  expect(last().sent).toEqual([{ subscribe: ['occupancy'] }]);
  expect(live.state).toBe('live');
});

test('pauses grow while nobody answers', async () => {
  listening();
  aHouse(() => 'silence');
  const tries: number[] = [];
  for (let second = 0; second < 40; second++) {
    if (last().readyState !== 3) {
      tries.push(second);
      last().close();
    }
    await vi.advanceTimersByTimeAsync(1_000);
  }

  expect(tries).toEqual([0, 1, 3, 7, 15, 31]);
});

test('without a socket the page reads over HTTP, and says so', async () => {
  const { live, heard } = listening();
  const asked = aHouse(() => [200, { building: { level: 'calm' } }]);
  last().close();
  await vi.advanceTimersByTimeAsync(3_000);

  expect(asked.map(({ path }) => path)).toEqual(['/api/v1/occupancy/']);
  expect(heard).toEqual([{ building: { level: 'calm' } }]);
  expect(live.state).toBe('reading');
});

test('with neither socket nor HTTP the page says that it is offline', async () => {
  const { live } = listening();
  aHouse(() => 'silence');
  last().close();
  await vi.advanceTimersByTimeAsync(3_000);

  expect(live.state).toBe('offline');
});

test('a topic that nobody hears any more is given back', async () => {
  const { stops } = listening(['occupancy', 'sitting:1']);
  last().open();
  stops[1]?.();
  await vi.advanceTimersByTimeAsync(0);

  expect(last().sent.at(-1)).toEqual({ unsubscribe: ['sitting:1'] });
});

test('a page that hears nothing has nothing to say about the connection', async () => {
  const { live, stops } = listening();
  last().open();
  stops.forEach((stop) => stop());
  live.restart();
  await vi.advanceTimersByTimeAsync(60_000);

  expect([live.state, FakeSocket.all.length]).toEqual(['idle', 1]);
});

test('a phone whose token is no longer known learns of it, and begins anew as somebody else', () => {
  const { live } = listening();
  last().open();
  last().say({ topic: 'authorize', error: 'unknown_device' });
  expect(live.turnedAway).toBe(true);
  live.restart();
  expect(live.turnedAway).toBe(false);
});
