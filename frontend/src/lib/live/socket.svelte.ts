/**
 * One socket for the whole page. It only brings news: pages command over HTTP, and losing a message costs
 * nothing because each is a whole truth and the next snapshot heals (DESIGN §4 Live).
 *
 *   const stop = live.hear('occupancy', (data) => …);
 *
 * While it is not connected, `live.state` says so and the topics are read over HTTP every few seconds.
 */
import { deviceToken } from '$lib/state/device';
import { isNews, isRefusal, type Request } from './messages';
import { addressOf, readTopic } from './reading';

export type LiveState = 'idle' | 'connecting' | 'live' | 'reading' | 'offline';
type Listener = (data: unknown, at: string) => void;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** How long a page waits for the socket before it reads over HTTP, and how often it then reads. */
const GRACE_MS = 3_000;
const READ_EVERY_MS = 10_000;

export class Live {
  state = $state<LiveState>('idle');
  /** The house no longer knows this phone's token: it was cut off, or its lease is over. */
  turnedAway = $state(false);

  #socket: WebSocket | null = null;
  #listeners = new Map<string, Set<Listener>>();
  /** The newest news of each topic: late messages do overtake each other. */
  #newest = new Map<string, { revision: number; data: unknown; at: string }>();
  /** The topics that the server was told, and whether it is about to be told of a change. */
  #told = new Set<string>();
  #telling = false;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #reader: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly address: () => string = socketAddress) {
    addEventListener('online', () => this.#connectNow());
    addEventListener('offline', () => this.#drop());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#connectNow();
    });
  }

  /** Hear `topic` from now on, at once if it is already known. The answer stops it. */
  hear(topic: string, listener: Listener): () => void {
    const others = this.#listeners.get(topic);
    if (others) others.add(listener);
    else {
      this.#listeners.set(topic, new Set([listener]));
      this.#tellSoon();
    }
    const known = this.#newest.get(topic);
    if (known) listener(known.data, known.at);
    if (!this.#socket) this.#connectNow();
    return () => this.#stopHearing(topic, listener);
  }

  /** Begin again with what this browser now is: after pairing, sign-in or sign-out. */
  restart(): void {
    this.#newest.clear();
    this.turnedAway = false;
    this.#drop();
    this.#connectNow();
  }

  #stopHearing(topic: string, listener: Listener): void {
    const listeners = this.#listeners.get(topic);
    listeners?.delete(listener);
    if (listeners?.size) return;
    this.#listeners.delete(topic);
    this.#newest.delete(topic);
    this.#tellSoon();
  }

  #connectNow(): void {
    if (this.#socket || this.#listeners.size === 0) return;
    clearTimeout(this.#retry);
    this.#waitBeforeReading();
    if (this.state !== 'reading') this.state = 'connecting';
    const socket = new WebSocket(this.address());
    this.#socket = socket;
    socket.onopen = () => this.#greet();
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = () => {
      if (this.#socket === socket) this.#lost();
    };
  }

  #greet(): void {
    this.#failures = 0;
    this.state = 'live';
    clearTimeout(this.#reader);
    this.#reader = undefined;
    this.#told.clear();
    const token = deviceToken();
    if (token) this.#say({ authorize: token });
    this.#tellTopics();
  }

  #receive(text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (isNews(message)) {
      const known = this.#newest.get(message.topic);
      if (!known || message.revision > known.revision) {
        this.#pass(message.topic, message.revision, message.data, message.at);
      }
    } else if (isRefusal(message)) {
      if (message.topic === 'authorize') this.turnedAway = true;
      this.#newest.delete(message.topic);
    }
  }

  #pass(topic: string, revision: number, data: unknown, at: string): void {
    const listeners = this.#listeners.get(topic);
    if (!listeners) return;
    this.#newest.set(topic, { revision, data, at });
    for (const listener of listeners) listener(data, at);
  }

  /** The connection ended by itself: come back after a pause that grows, and not all phones at once. */
  #lost(): void {
    this.#socket = null;
    if (this.#restsWithoutListeners()) return;
    if (this.state === 'live' || this.state === 'connecting') {
      this.state = navigator.onLine ? 'connecting' : 'offline';
    }
    this.#waitBeforeReading();
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures++, LONGEST_PAUSE_MS);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connectNow(), pause * (0.5 + Math.random()));
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    if (this.#restsWithoutListeners()) return;
    this.state = navigator.onLine ? 'connecting' : 'offline';
    this.#waitBeforeReading();
  }

  /** A page that hears nothing misses nothing: no reading, no coming back, and no word of it. */
  #restsWithoutListeners(): boolean {
    if (this.#listeners.size) return false;
    clearTimeout(this.#reader);
    clearTimeout(this.#retry);
    this.#reader = undefined;
    this.state = 'idle';
    return true;
  }

  #waitBeforeReading(): void {
    this.#reader ??= setTimeout(() => void this.#read(), GRACE_MS);
  }

  async #read(): Promise<void> {
    if (this.#restsWithoutListeners()) return;
    const topics = [...this.#listeners.keys()].filter((topic) => addressOf(topic));
    const answers = await Promise.allSettled(topics.map((topic) => readTopic(topic)));
    if (this.state === 'live' || this.#reader === undefined) return;
    answers.forEach((answer, place) => {
      const topic = topics[place];
      if (!topic || answer.status === 'rejected') return;
      // A reading has no revision: it is newer than what came before, and any later news is newer still.
      const revision = this.#newest.get(topic)?.revision ?? -1;
      this.#pass(topic, revision, answer.value, new Date().toISOString());
    });
    const heard = topics.length === 0 || answers.some((answer) => answer.status === 'fulfilled');
    this.state = heard ? 'reading' : 'offline';
    this.#reader = setTimeout(() => void this.#read(), READ_EVERY_MS);
  }

  /** A page that opens or closes changes many topics at once: they go in one frame. */
  #tellSoon(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      this.#tellTopics();
    });
  }

  #tellTopics(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const subscribe = [...this.#listeners.keys()].filter((topic) => !this.#told.has(topic));
    const unsubscribe = [...this.#told].filter((topic) => !this.#listeners.has(topic));
    if (subscribe.length) this.#say({ subscribe });
    if (unsubscribe.length) this.#say({ unsubscribe });
    this.#told = new Set(this.#listeners.keys());
  }

  #say(request: Request): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(request));
  }
}

function socketAddress(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/live/`;
}

export const live = new Live();
