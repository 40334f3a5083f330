/** Today's sittings for the team's pages: which one is served now, which one was chosen. */
import { readMeals } from '$lib/api/canteen';
import type { Me, Sitting } from '$lib/api/types';
import { servable, servedNow } from '$lib/scan/serving';
import { Reading } from '$lib/state/reading.svelte';

const LOOK_EVERY_MS = 30_000;

export class TodaysSittings {
  reading: Reading<Sitting[]>;

  #clock = $state(new Date());
  /** undefined: nobody has chosen, follow the clock. null: all sittings. */
  #choice = $state<number | null | undefined>(undefined);

  /** `me` may be a phone that serves certain sittings only. */
  constructor({ sittings: own }: Pick<Me, 'sittings'>) {
    this.reading = new Reading(async (signal) =>
      servable(await readMeals(1, signal)).filter(({ id }) => !own.length || own.includes(id)),
    );
    $effect(() => {
      const clock = setInterval(() => this.#look(), LOOK_EVERY_MS);
      return () => clearInterval(clock);
    });
  }

  get list(): Sitting[] {
    return this.reading.value ?? [];
  }

  /** The one being served now; null between meals. */
  get now(): Sitting | null {
    return servedNow(this.list, this.#clock);
  }

  /** The one that this page is about; null: all of them, or none today. */
  get chosen(): Sitting | null {
    if (this.#choice === undefined) return this.now;
    return this.list.find(({ id }) => id === this.#choice) ?? null;
  }

  choose(id: number | null): void {
    this.#choice = id;
  }

  /** The hour moves on, and a sitting may have been opened or called off. */
  #look(): void {
    const before = this.now?.id;
    this.#clock = new Date();
    // What somebody chose lasts until the next sitting begins: a phone forgotten on noon must not refuse one o'clock.
    if (this.now && this.now.id !== before) this.#choice = undefined;
    void this.reading.again();
  }
}
