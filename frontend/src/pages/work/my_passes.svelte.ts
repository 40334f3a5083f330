/** My passes on their page: read, and read again while the bank's answer to a payment is under way. */
import { readPasses } from '$lib/api/coworking';
import type { Pass } from '$lib/coworking/types';
import { Reading } from '$lib/state/reading.svelte';

const LOOK_EVERY_MS = 2_000;
const BANK_ANSWERS_WITHIN_MS = 60_000;

export class MyPasses {
  readonly reading = new Reading(readPasses);
  /** Straight from the bank's page, whose answer has not come yet. */
  waiting = $state(false);
  /** It has come. */
  paid = $state(false);
  /** It has not come for so long that she is told. */
  slow = $state(false);

  constructor(justPaid: boolean) {
    this.waiting = justPaid;
    if (justPaid) void this.#look(Date.now() + BANK_ANSWERS_WITHIN_MS);
  }

  get standing(): Pass[] {
    return this.#all.filter(({ state }) => state !== 'ended' && state !== 'cancelled');
  }

  get ended(): Pass[] {
    return this.#all.filter(({ state }) => state === 'ended');
  }

  again = (): void => void this.reading.again();

  get #all(): Pass[] {
    return this.reading.value ?? [];
  }

  async #look(until: number): Promise<void> {
    await this.reading.again();
    // The newest is the one that she has just paid.
    const newest = this.#all[0];
    if (this.reading.value && newest?.state !== 'awaiting_payment') {
      this.waiting = false;
      this.paid = newest !== undefined;
    } else if (Date.now() > until) {
      this.waiting = false;
      this.slow = true;
    } else {
      setTimeout(() => void this.#look(until), LOOK_EVERY_MS);
    }
  }
}
