/**
 * Who comes by an event, tapped on a phone in the street: each tap is a passage with a `request_id` and a time of its
 * own, kept until the house has heard it, and those that wait go together (REQ-S5). Never who.
 */
import { count, type Passage } from '$lib/api/day';
import { Problem, Unreachable } from '$lib/api/problem';
import { uuid } from '$lib/api/uuid';
import type { Count, HeardPassages, Method } from '$lib/day/types';
import { Outbox, type Refused } from '$lib/state/outbox.svelte';
import { withTaps } from './quarters';

interface Waiting extends Passage {
  date: number;
}

export class Passers {
  #told = $state.raw<Count | null>(null);
  #heardAt = -Infinity;
  #outbox = new Outbox<Waiting>('preau.passages', (taps) => this.#say(taps));

  /** `counted` is called with each newer count of the house: it belongs to what the phone keeps. */
  constructor(
    private readonly date: number,
    private readonly counted: (count: Count) => void = () => undefined,
  ) {}

  /** What the house knows, and what it has yet to hear from here. null: nobody has told anything yet. */
  readonly count = $derived.by(() => (this.#told ? withTaps(this.#told, this.waiting) : null));

  readonly waiting = $derived.by(() =>
    this.#outbox.waiting.filter(({ date }) => date === this.date),
  );

  get refused(): Refused<Waiting>[] {
    return this.#outbox.refused;
  }

  /** This phone is signed out: what it counts waits. */
  get shut(): boolean {
    return this.#outbox.shut;
  }

  /** `step` people came (negative: a mistake is taken back), or went. */
  tap(step: number, method: Method, leaving = false): void {
    this.#outbox.put({
      date: this.date,
      step: leaving ? -step : step,
      method,
      at: new Date().toISOString(),
      request_id: uuid(),
      ...(leaving ? { leaving } : {}),
    });
  }

  /** What a sheet says that was asked for at `asked` (`performance.now()`): older than an answer to a tap, or not. */
  told(count: Count, asked: number): void {
    if (!this.#told || (asked >= this.#heardAt && !this.#outbox.busy)) this.#told = count;
    this.counted(this.#told);
  }

  seen(): void {
    this.#outbox.seen();
  }

  keep = (): (() => void) => this.#outbox.keep();

  /** Those of one date go together; another date's were kept by this phone on another day. */
  async #say(taps: Waiting[]): Promise<void> {
    for (const date of new Set(taps.map((tap) => tap.date))) {
      const passages = taps.filter((tap) => tap.date === date).map(written);
      const heard = await count(date, passages);
      refuse(heard);
      this.#heardAt = performance.now();
      if (date !== this.date) continue;
      this.#told = heard.count;
      this.counted(heard.count);
    }
  }
}

function written({ step, method, at, request_id, leaving }: Waiting): Passage {
  return { step, method, at, request_id, ...(leaving ? { leaving } : {}) };
}

/** In a batch what cannot be is answered so: the outbox finds out which one it is, by saying them one by one. */
function refuse({ results }: HeardPassages): void {
  const answers = new Set(results.map(({ answer }) => answer));
  // This phone's clock is ahead of the house's: in a while it no longer is.
  if (answers.has('in_the_future')) throw new Unreachable();
  if (answers.has('outside_the_day')) throw new Problem({ code: 'outside_the_day' }, 422);
}
