/**
 * A door: what was scanned goes to the house, and the answer becomes the verdict that fills the screen. One at a
 * time; the newest scan wins the screen. Nothing of a ticket is kept but for the minute in which it can be undone.
 */
import { redeem, undo, type Attempt } from '$lib/api/door';
import { Problem, Unreachable } from '$lib/api/problem';
import { uuid } from '$lib/api/uuid';
import { Echo } from './echo';
import { signal } from './signal';
import { GOOD_FOR_MS, refused, served, type Verdict } from './verdict';

/** The rule `redemption.undo_s`. The house decides; after that the button is gone here. */
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
  state: 'served' | 'undoing' | 'undone' | 'too_late' | 'failed';
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

  /** `sitting`: the id of the one that this door serves, if one is chosen. */
  constructor(private readonly sitting: () => number | null) {}

  /**
   * Has just asked: a slow phone then needs its whole processor for the answer. Not for long, or the ticket that is
   * still held there would no longer be the echo of itself.
   */
  get asks(): boolean {
    return this.screen?.verdict === null && performance.now() - this.#asked < REST_FOR_MS;
  }

  /** A text that the camera reads, over and over for as long as the ticket is there. */
  seen(text: string): void {
    if (this.screen && this.screen.verdict?.family !== 'good') {
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
    if (this.screen) void this.#send({ ...this.screen.attempt, covers, request_id: uuid() });
  }

  /** Take the last one back. Resolves to whether it is. */
  async undoLast(): Promise<boolean> {
    const { last } = this;
    if (last?.state !== 'served' && last?.state !== 'failed') return false;
    this.last = { ...last, state: 'undoing' };
    const state = await takeBack(last);
    if (this.last?.attempt === last.attempt) this.last = { ...last, state };
    if (state === 'undone') this.#echo.fade();
    return state === 'undone';
  }

  /** Fewer came than the ticket is for: take it back, then serve these. The others can still come. */
  async serveFewer(covers: number): Promise<void> {
    const { last } = this;
    if (last && (await this.undoLast())) {
      await this.#send({ ...last.attempt, covers, request_id: uuid() });
    }
  }

  async #ask(text: string): Promise<void> {
    const sitting = this.sitting();
    const lost = this.#unanswered;
    if (lost && text === this.#text && lost.sitting === (sitting ?? undefined)) {
      return this.#send(lost);
    }
    this.#text = text;
    const compact = text.replace(/[\s-]/g, '').toUpperCase();
    await this.#send({
      ...(compact.length === LENGTH_OF_SHORT_CODES ? { short_code: compact } : { token: text }),
      ...(sitting === null ? {} : { sitting }),
      request_id: uuid(),
    });
  }

  async #send(attempt: Attempt): Promise<void> {
    clearTimeout(this.#vanish);
    performance.mark('preau.scan');
    this.#asked = performance.now();
    const asked: Screen = { verdict: null, attempt };
    this.screen = asked;
    const verdict = await verdictOf(attempt);
    this.#unanswered = verdict.retry ? attempt : null;
    if (verdict.family === 'good') this.#remember(attempt, verdict);
    // A newer scan, or a tap, has taken the screen meanwhile.
    if (this.screen !== asked) return;
    this.screen = { verdict, attempt };
    signal(verdict.family);
    if (verdict.family === 'good') {
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

async function verdictOf(attempt: Attempt): Promise<Verdict> {
  try {
    return served(await redeem(attempt));
  } catch (error) {
    if (error instanceof Problem || error instanceof Unreachable) return refused(error);
    throw error;
  }
}

async function takeBack({ attempt, undoing }: Last): Promise<Last['state']> {
  try {
    await undo(attempt.request_id, undoing);
    return 'undone';
  } catch (error) {
    if (error instanceof Problem) return error.status >= 500 ? 'failed' : 'too_late';
    if (error instanceof Unreachable) return 'failed';
    throw error;
  }
}
