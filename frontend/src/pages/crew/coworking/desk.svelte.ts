/** The front desk as the page keeps it: read anew when something happens, and what a host does there. */
import { tick } from 'svelte';
import { arrive, doAtDesk, readDesk, seatNow, type Desk, type Expected } from '$lib/api/front_desk';
import { Unreachable } from '$lib/api/problem';
import { uuid } from '$lib/api/uuid';
import { live } from '$lib/live/socket.svelte';
import { Deed } from '$lib/state/deed.svelte';
import { Reading } from '$lib/state/reading.svelte';
import { dateKey, setZone, time } from '$lib/ui/format';
import { words } from './words';

const EVERY_MS = 30_000;
/** What was done lies over the lists: long enough to read it and to take it back. */
const SAID_MS = 20_000;

export const nameOf = (one: { first_name: string }) => one.first_name || words.nobody;

export class FrontDesk {
  readonly deed = new Deed();
  readonly reading = new Reading<Desk>(async (signal) => {
    const told = await readDesk(signal);
    setZone(told.timezone);
    return told;
  });
  /** What was just done, in words. */
  said = $state('');
  /** Who was just seated without a booking: a wrong tap can be taken back. */
  seated = $state<string | null>(null);
  /** Where this is said. */
  place = $state.raw<HTMLElement | null>(null);

  /** A deed was done, and the row that had the keyboard may yet go. */
  #mayGo = false;

  readonly away = $derived(this.reading.failure instanceof Unreachable);
  readonly #topics = $derived.by(() => {
    const told = this.reading.value;
    if (!told) return [];
    const lists = [told.expected, told.late, told.sitting, told.paused].flat();
    const spaces = [...lists.map(({ resource }) => resource), ...told.free];
    const day = dateKey(told.now);
    return [...new Set(spaces.map(({ space }) => `coworking:${space}/${day}`))].sort();
  });
  readonly #listening = $derived(this.#topics.join(' '));

  /** For a component: follows the house until the component goes. */
  constructor() {
    // A booking elsewhere, a check-in, a release; and each half minute, since time passes too.
    $effect(() => {
      const stops = this.#listening
        .split(' ')
        .filter(Boolean)
        .map((topic) => live.hear(topic, () => void this.reading.again()));
      return () => stops.forEach((stop) => stop());
    });
    // The list that ends a row may be one that was asked for elsewhere, and come later than the answer.
    $effect(() => {
      void [this.reading.value, this.said, this.deed.busy];
      void this.#keepFocus();
    });
    $effect(() => {
      if (!this.said) return;
      // Not while the keyboard is there: it is about to take it back.
      const silence = setInterval(() => {
        if (!this.place?.contains(document.activeElement)) this.#hush();
      }, SAID_MS);
      return () => clearInterval(silence);
    });
    $effect(() => {
      const clock = setInterval(() => void this.reading.again(), EVERY_MS);
      return () => clearInterval(clock);
    });
  }

  /** Whether this desk books in `space`: a phone may be limited to some rooms. */
  lookAfter(space: string): boolean {
    const ours = this.reading.value?.spaces ?? [];
    return ours.length === 0 || ours.includes(space);
  }

  /** What the house answered; null when it said no. The lists are read anew either way. */
  async act<Answer>(what: () => Promise<Answer>): Promise<Answer | null> {
    this.#hush();
    this.#mayGo = true;
    const answer = await this.deed.run(what);
    await this.reading.again();
    return answer;
  }

  /** The button that was pressed often goes with its row: the keyboard goes on from what was said. */
  async #keepFocus(): Promise<void> {
    await tick();
    if (!this.#mayGo || document.activeElement !== document.body) return;
    this.#mayGo = false;
    this.place?.focus({ preventScroll: true });
  }

  #hush(): void {
    this.said = '';
    this.seated = null;
    this.#mayGo = false;
  }

  async change(one: Expected, deed: Parameters<typeof doAtDesk>[1], said = {}): Promise<void> {
    if (await this.act(() => doAtDesk(one.key, deed, said))) {
      this.said = words.did[deed](nameOf(one), one.resource.name);
    }
  }

  async receive(code: { token: string } | { short_code: string }): Promise<boolean> {
    const one = await this.act(() => arrive(code));
    if (one) this.said = words.did['check-in'](nameOf(one), one.resource.name);
    return one !== null;
  }

  /** The second of the two taps. */
  async seat(resource: string, firstName: string): Promise<boolean> {
    const one = await this.act(() => seatNow(resource, firstName.trim(), uuid()));
    if (one) {
      this.said = words.seated(one.resource.name, time(one.ends_at));
      this.seated = one.key;
    }
    return one !== null;
  }

  async unseat(): Promise<void> {
    const key = this.seated;
    if (key && (await this.act(() => doAtDesk(key, 'departure')))) this.said = words.unseated;
  }
}
