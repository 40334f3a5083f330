/** What a door serves: a sitting or an event of today. Follows the clock until somebody chooses. */
import type { DayInHand } from '$lib/api/days';
import type { Me } from '$lib/api/types';
import { daysInHand, today } from '$lib/day/in_hand';
import type { Serving } from '$lib/scan/door.svelte';
import { servedNow } from '$lib/scan/serving';
import { Reading } from '$lib/state/reading.svelte';
import { TodaysSittings } from './today.svelte';

const LOOK_EVERY_MS = 30_000;
const AT_THE_TABLE = ['host', 'manager'];

export class Serves {
  /** null for those who do not serve at the table. */
  sittings: TodaysSittings | null;
  reading = new Reading(daysInHand);

  #clock = $state(new Date());
  /** undefined: nobody has chosen, follow the clock. null: a meal was chosen. */
  #date = $state<number | null | undefined>(undefined);

  constructor(me: Pick<Me, 'sittings' | 'roles'>) {
    const table = me.roles.some((role) => AT_THE_TABLE.includes(role));
    this.sittings = table ? new TodaysSittings(me) : null;
    $effect(() => {
      const clock = setInterval(() => {
        this.#clock = new Date();
        void this.reading.again();
      }, LOOK_EVERY_MS);
      return () => clearInterval(clock);
    });
  }

  /** Today's events with registration. */
  readonly dates = $derived.by(() =>
    today(this.reading.value ?? [], this.#clock).filter(({ registers }) => registers),
  );

  /** The event that people come to now. */
  get dateNow(): DayInHand | null {
    const timed = this.dates.map((date) => ({ ...date, state: 'open' as const, trial: false }));
    const found = servedNow(timed, this.#clock);
    return this.dates.find(({ id }) => id === found?.id) ?? null;
  }

  /** The event that this door is about, if it is one. */
  get date(): DayInHand | null {
    if (this.#date === null) return null;
    const chosen = this.dates.find(({ id }) => id === this.#date);
    if (chosen) return chosen;
    if (this.sittings?.now) return null;
    return this.dateNow ?? (this.sittings ? null : (this.dates[0] ?? null));
  }

  get serving(): Serving {
    const { date } = this;
    if (date || !this.sittings) return { purpose: 'event', id: date?.id ?? null };
    return { purpose: 'meal', id: this.sittings.chosen?.id ?? null };
  }

  choose({ purpose, id }: Serving): void {
    this.#date = purpose === 'event' ? id : null;
    if (purpose === 'meal') this.sittings?.choose(id);
  }
}
