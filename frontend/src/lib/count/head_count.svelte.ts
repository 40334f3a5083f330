/**
 * Counting people on a phone: each tap is a movement with a `request_id` of its own, kept until the house has heard
 * it, so that a bad network costs nothing and a repeated request changes nothing (DESIGN §4 Occupancy). Taps in quick
 * succession go as one movement.
 */
import { move, type Movement } from '$lib/api/door';
import { Problem, Unreachable } from '$lib/api/problem';
import { uuid } from '$lib/api/uuid';

interface Waiting {
  space: string;
  step: number;
  request_id: string;
  /** When it was tapped, milliseconds since 1970. */
  tapped: number;
  /** It may have been heard: it can no longer grow. */
  sent: boolean;
}

const PLACE = 'preau.movements';
const MOST = 50;
/** From then on the house is told when it was: a recount in between must know which came first. */
const LATE_MS = 20_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;
/** What the house has heard shows in its next news; if none comes, that number was already in the last one. */
const NEWS_WITHIN_MS = 1_500;

export class HeadCount {
  waiting = $state.raw<Waiting[]>(load());
  /** Why the last one was not counted. */
  refusal = $state.raw<Problem | null>(null);

  /** Heard by the house, and not yet in the news. */
  #heard = $state.raw<Waiting[]>([]);
  #news = 0;
  #failures = 0;
  #busy = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** `count` people came into (+) or left (−) the room. */
  tap(space: string, count: number): void {
    this.refusal = null;
    const last = this.waiting.at(-1);
    const fits = last && !last.sent && last.space === space && Math.abs(last.step + count) <= MOST;
    this.#keep(
      fits
        ? [...this.waiting.slice(0, -1), { ...last, step: last.step + count }]
        : [...this.waiting, made(space, count)],
    );
    void this.send();
  }

  /** What the news of a room does not know yet. */
  pending(space: string): number {
    return [...this.waiting, ...this.#heard]
      .filter((one) => one.space === space)
      .reduce((sum, { step }) => sum + step, 0);
  }

  /** There is news of the house: what it had heard before is in it. */
  told(): void {
    this.#news++;
    if (this.#heard.length) this.#heard = [];
  }

  /** Say what waits, one after the other. Safe to call at any time. */
  async send(): Promise<void> {
    clearTimeout(this.#retry);
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.waiting.length && (await this.#sayFirst()));
    } finally {
      this.#busy = false;
    }
  }

  stop(): void {
    clearTimeout(this.#retry);
  }

  /** Whether to go on with the next one. */
  async #sayFirst(): Promise<boolean> {
    const [first] = this.waiting;
    if (!first) return false;
    if (first.step === 0) return this.#done(first);
    this.#keep(this.waiting.map((one) => (one === first ? { ...one, sent: true } : one)));
    const news = this.#news;
    try {
      await move(written(first));
    } catch (error) {
      if (error instanceof Unreachable || (error instanceof Problem && error.status >= 500)) {
        return this.#later();
      }
      if (!(error instanceof Problem)) throw error;
      if (error.errors.at) return this.#withoutTime(first);
      // The house has heard this one before, without its time: then all is well.
      if (error.code !== 'request_id_reused') this.refusal = error;
      return this.#done(first);
    }
    if (news === this.#news) this.#showUntilNews(first);
    return this.#done(first);
  }

  /** This phone's clock is off: better counted now than never. */
  #withoutTime({ request_id }: Waiting): true {
    const now = Date.now();
    this.#keep(
      this.waiting.map((one) => (one.request_id === request_id ? { ...one, tapped: now } : one)),
    );
    return true;
  }

  #later(): false {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures++, LONGEST_PAUSE_MS);
    this.#retry = setTimeout(() => void this.send(), pause);
    return false;
  }

  #done({ request_id }: Waiting): true {
    this.#failures = 0;
    this.#keep(this.waiting.filter((one) => one.request_id !== request_id));
    return true;
  }

  #showUntilNews(one: Waiting): void {
    this.#heard = [...this.#heard, one];
    setTimeout(() => {
      this.#heard = this.#heard.filter((other) => other !== one);
    }, NEWS_WITHIN_MS);
  }

  #keep(waiting: Waiting[]): void {
    this.waiting = waiting;
    try {
      localStorage.setItem(PLACE, JSON.stringify(waiting));
    } catch {
      // A private window: they wait for as long as the page lives.
    }
  }
}

function made(space: string, step: number): Waiting {
  return { space, step, request_id: uuid(), tapped: Date.now(), sent: false };
}

function written({ space, step, request_id, tapped }: Waiting): Movement {
  const late = Date.now() - tapped > LATE_MS;
  return { space, step, request_id, ...(late ? { at: new Date(tapped).toISOString() } : {}) };
}

function load(): Waiting[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '[]');
    return Array.isArray(kept) ? (kept as Waiting[]) : [];
  } catch {
    return [];
  }
}
