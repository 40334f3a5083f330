import { Problem, Unreachable } from '$lib/api/problem';

/**
 * Something read from the house for a page, with all that can become of it:
 *
 *   const week = new Reading((signal) => readSittings(from, to, signal));
 *   <Await reading={week}>{#snippet children(sittings)} … {/snippet}</Await>
 */
export class Reading<Value> {
  value = $state.raw<Value | null>(null);
  /** Why there is nothing (or nothing newer): a refusal, or nobody could be reached. */
  failure = $state.raw<Problem | Unreachable | null>(null);
  pending = $state(true);

  #stop: AbortController | null = null;

  constructor(private readonly read: (signal: AbortSignal) => Promise<Value>) {
    void this.again();
  }

  async again(): Promise<void> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.pending = true;
    try {
      this.value = await this.read(stop.signal);
      this.failure = null;
    } catch (error) {
      if (stop.signal.aborted) return;
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.failure = error;
    }
    this.pending = false;
  }
}
