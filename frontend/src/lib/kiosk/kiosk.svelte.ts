/**
 * A screen of the house that many use in turn, opened once as `/?borne=1` (`?borne=0` ends it): a minute without a
 * touch, and nothing is left of whoever stood there (DOMAIN REQ-H2, rule `session.kiosk_reset_s`).
 */
import { forgetBrowser } from '$lib/api/people';
import { href } from '$lib/i18n';
import { mine } from '$lib/state/mine.svelte';

const RESET_AFTER_S = 60;
/** How long it asks before it forgets: somebody may be reading. */
const ASK_FOR_S = 15;
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'scroll'] as const;

export class Kiosk {
  /** Seconds until it forgets, while it asks; null: somebody is there, or nothing needs forgetting. */
  left = $state<number | null>(null);

  #idle = 0;

  /** @param forget what "nothing is left" means here */
  constructor(private readonly forget: () => Promise<void> = wipeAndGoHome) {}

  /** Watch until the answer is called. `used`: has anybody left something that must go? */
  watch(used: () => boolean): () => void {
    const alive = () => this.stay();
    const options = { capture: true, passive: true };
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, alive, options);
    const clock = setInterval(() => this.#second(used), 1_000);
    return () => {
      clearInterval(clock);
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, alive, options);
    };
  }

  /** Somebody is there. */
  stay(): void {
    this.#idle = 0;
    this.left = null;
  }

  /** "J'ai fini." */
  async finish(): Promise<void> {
    this.stay();
    await this.forget();
  }

  #second(used: () => boolean): void {
    if (!used()) return this.stay();
    this.#idle++;
    const left = RESET_AFTER_S - this.#idle;
    this.left = left <= ASK_FOR_S ? Math.max(0, left) : null;
    if (left <= 0) void this.finish();
  }
}

async function wipeAndGoHome(): Promise<void> {
  mine.wipe();
  // Without a network there is nobody to say goodbye to.
  await forgetBrowser().catch(() => undefined);
  // Loaded anew: no field, no page of this one remembers anything.
  location.replace(href('/', 'fr'));
}
