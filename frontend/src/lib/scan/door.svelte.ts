/**
 * A door: what was scanned goes to whoever takes such tickets, and the answer becomes the verdict that fills the
 * screen. One at a time; the newest scan wins the screen. Nothing of a ticket is kept here but for the minute in which
 * it can be undone.
 */
import { uuid } from '$lib/api/uuid';
import { read, type Purpose } from './code';
import { Echo } from './echo';
import { signal } from './signal';
import type { Attempt, Taker, TakenBack } from './taker';
import { GOOD_FOR_MS, isGood, type Verdict } from './verdict';

/** The rules `redemption.undo_s` and `admission.undo_s`. The house decides; after that the button is gone here. */
const UNDO_FOR_MS = 60_000;
const REST_FOR_MS = 1_000;
const LENGTH_OF_SHORT_CODES = 8;

/** reading: seen, and the house is asked · else the verdict. */
export type Screen = { verdict: Verdict | null; attempt: Attempt };
export interface Last {
  attempt: Attempt;
  /** Names the undoing, so that it may be said twice. */
  undoing: string;
  covers: number;
  at: string;
  state: 'served' | 'undoing' | TakenBack;
}

/** What a door serves: a sitting's or a date's id; null where it takes what the ticket says. */
export interface Serving {
  purpose: Purpose;
  id: number | null;
}

export class Door {
  /** null: the camera looks. */
  screen = $state.raw<Screen | null>(null);
  /** What was served last, for as long as it can be undone. */
  last = $state.raw<Last | null>(null);

  #echo = new Echo();
  /** The last text, and its scan while nobody has answered it: perhaps the house heard, and only we did not. */
  #text = '';
  #asked = -Infinity;
  #unanswered: Attempt | null = null;
  #vanish: ReturnType<typeof setTimeout> | undefined;
  #forget: ReturnType<typeof setTimeout> | undefined;

  /** `serving`: what a code of eight signs is for here; a QR code says itself which of the `takers` it goes to. */
  constructor(
    private readonly serving: () => Serving,
    private readonly takers: Record<Purpose, Taker>,
  ) {}

  /**
   * Has just asked: a slow phone then needs its whole processor for the answer. Not for long, or the ticket that is
   * still held there would no longer be the echo of itself.
   */
  get asks(): boolean {
    return this.screen?.verdict === null && performance.now() - this.#asked < REST_FOR_MS;
  }

  /** A text that the camera reads, over and over for as long as the ticket is there. */
  seen(text: string): void {
    if (this.screen && !isGood(this.screen.verdict)) {
      // A verdict that must be looked at is not wiped away by the next ticket in the queue.
      this.#echo.rings(text);
    } else if (!this.#echo.of(text)) {
      void this.#ask(text);
    }
  }

  /** A text that a hardware scanner or a person typed: somebody wants exactly this, now. */
  given(text: string): void {
    this.#echo.of(text);
    void this.#ask(text);
  }

  dismiss(): void {
    clearTimeout(this.#vanish);
    this.screen = null;
  }

  /** The same scan again: the house answers as it would have the first time. */
  retry(): void {
    if (this.screen) void this.#send(this.screen.attempt);
  }

  /** The same ticket with fewer covers than it was asked for. */
  serveOnly(covers: number): void {
    if (this.screen)
      void this.#send({ ...this.screen.attempt, people: covers, request_id: uuid() });
  }

  /** Take the last one back. Resolves to whether it is. */
  async undoLast(): Promise<boolean> {
    const { last } = this;
    if (last?.state !== 'served' && last?.state !== 'failed') return false;
    this.last = { ...last, state: 'undoing' };
    const state = await this.takers[last.attempt.purpose].takeBack(last.attempt, last.undoing);
    if (this.last?.attempt === last.attempt) this.last = { ...last, state };
    if (state === 'undone') this.#echo.fade();
    return state === 'undone';
  }

  /** Fewer came than the ticket is for: take it back, then serve these. The others can still come. */
  async serveFewer(covers: number): Promise<void> {
    const { last } = this;
    if (last && (await this.undoLast())) {
      await this.#send({ ...last.attempt, people: covers, request_id: uuid() });
    }
  }

  async #ask(text: string): Promise<void> {
    const serving = this.serving();
    const purpose = read(text)?.purpose ?? serving.purpose;
    const place = purpose === serving.purpose ? (serving.id ?? undefined) : undefined;
    const lost = this.#unanswered;
    if (lost && text === this.#text && lost.purpose === purpose && lost.place === place) {
      return this.#send(lost);
    }
    this.#text = text;
    const compact = text.replace(/[\s-]/g, '').toUpperCase();
    await this.#send({
      purpose,
      ...(compact.length === LENGTH_OF_SHORT_CODES ? { short_code: compact } : { token: text }),
      ...(place === undefined ? {} : { place }),
      request_id: uuid(),
    });
  }

  async #send(attempt: Attempt): Promise<void> {
    clearTimeout(this.#vanish);
    performance.mark('preau.scan');
    this.#asked = performance.now();
    const asked: Screen = { verdict: null, attempt };
    this.screen = asked;
    const verdict = await this.takers[attempt.purpose].take(attempt);
    this.#unanswered = verdict.retry ? attempt : null;
    if (isGood(verdict)) this.#remember(attempt, verdict);
    // A newer scan, or a tap, has taken the screen meanwhile.
    if (this.screen !== asked) return;
    this.screen = { verdict, attempt };
    signal(verdict.family);
    if (isGood(verdict)) {
      this.#vanish = setTimeout(() => this.dismiss(), GOOD_FOR_MS);
    }
  }

  #remember(attempt: Attempt, { covers, at }: Verdict): void {
    clearTimeout(this.#forget);
    const served = { covers, at: at ?? new Date().toISOString(), state: 'served' as const };
    this.last = { attempt, undoing: uuid(), ...served };
    this.#forget = setTimeout(() => (this.last = null), UNDO_FOR_MS);
  }
}
