import { Problem, Unreachable } from '$lib/api/problem';

/**
 * Something that a person asks the house to do, with what a page shows meanwhile and afterwards:
 *
 *   const opening = new Deed();
 *   <Button busy={opening.busy} onclick={() => opening.run(() => openSitting(id))}>…</Button>
 *   <DeedNotice deed={opening} />
 */
export class Deed {
  busy = $state(false);
  /** The house said no, or nothing. */
  failure = $state.raw<Problem | Unreachable | null>(null);

  /** Sentences by field. */
  get errors(): Record<string, string> {
    return this.failure instanceof Problem ? this.failure.errors : {};
  }

  /** The answer; null when it was refused, not heard, or when one is under way already. */
  async run<Answer>(act: () => Promise<Answer>): Promise<Answer | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failure = null;
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.failure = error;
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** As `run`, for what answers nothing: did it happen? */
  async does(act: () => Promise<unknown>): Promise<boolean> {
    return (await this.run(async () => (await act(), true))) ?? false;
  }
}
