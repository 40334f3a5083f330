/** A change of what the street knows, as somebody writes it: cancel, postpone, move to another day, place or plan B. */
import { uuid } from '$lib/api/uuid';
import { groundOf, keyOf, placed, setUp } from './calendar_grid';
import { stretchOf, typedOf, wrongHours } from './hours';
import type { Wrong } from './new_event.svelte';
import type { CardDate, Ground, Place, Wish } from './types';

/** What the change can be of; `fallback`: it has a plan B. */
export type Changeable = Pick<CardDate, 'id' | 'starts_at' | 'ends_at' | 'place'> & {
  fallback?: boolean;
  layout?: string;
  /** How many that its rule made after it are still to come. */
  following?: number;
};

export class ChangeWish {
  what = $state<Wish['what']>('moved');
  /** '' is all that are to come: not for a move, which is of one. */
  date = $state('');
  /** Also those that its rule made after it. */
  following = $state(false);
  planB = $state(false);
  day = $state('');
  from = $state('');
  until = $state('');
  place = $state('');
  layout = $state('');
  words = $state('');
  wordsEn = $state('');
  wrong = $state<Wrong>({});

  #key = uuid();
  #said = '';

  constructor(
    public readonly dates: Changeable[],
    what: Wish['what'] = 'moved',
    /** Where it was dropped on the calendar. */
    to?: { starts_at: string; ends_at: string; place: Ground; layout?: string },
  ) {
    this.what = what;
    const first = dates[0];
    if (!first) return;
    if (dates.length === 1 || what === 'moved') this.date = String(first.id);
    this.#write({ ...first, ...to });
  }

  get chosen(): Changeable | null {
    return this.dates.find(({ id }) => String(id) === this.date) ?? null;
  }

  /** Another date of the event: what is written begins at what that one is. */
  choose(): void {
    if (this.what === 'moved' && !this.chosen) this.date = String(this.dates[0]?.id ?? '');
    if (this.chosen) this.#write(this.chosen);
    if (!this.chosen?.fallback) this.planB = false;
    if (!this.chosen?.following) this.following = false;
  }

  check(): boolean {
    const moves = this.what === 'moved' && !this.planB;
    this.wrong = {
      ...(this.words.trim() ? {} : { words: 'needed' }),
      ...(moves ? wrongHours(this.day, this.from, this.until) : {}),
      ...(moves && !this.place ? { place: 'needed' } : {}),
    } as Wrong;
    return Object.keys(this.wrong).length === 0;
  }

  /** Only what differs from now is said: what stays keeps its layout and its claims. */
  written(places: Place[]): Wish {
    const { chosen } = this;
    const wish: Wish = {
      what: this.what,
      ...(chosen ? { date: chosen.id } : {}),
      ...(chosen && this.following ? { following: true } : {}),
      words: this.words.trim(),
      ...(this.wordsEn.trim() ? { words_en: this.wordsEn.trim() } : {}),
    };
    if (this.what !== 'moved') return wish;
    if (this.planB) return { ...wish, plan_b: true };
    const place = groundOf(this.place, places);
    const layout = place ? setUp(place, this.layout) : '';
    const stays = chosen && keyOf(chosen.place) === this.place && layout === (chosen.layout ?? '');
    const stretch = stretchOf(this.day, this.from, this.until);
    return {
      ...wish,
      ...(chosen && sameTime(chosen, stretch) ? {} : stretch),
      ...(place && !stays ? { ...placed(place), ...(layout ? { layout } : {}) } : {}),
    };
  }

  /** The same change said again is the same command. */
  keyOf(wish: Wish): string {
    const said = JSON.stringify(wish);
    if (this.#said && said !== this.#said) this.#key = uuid();
    this.#said = said;
    return this.#key;
  }

  #write(date: { starts_at: string; ends_at: string; place: Ground; layout?: string }): void {
    ({ day: this.day, from: this.from, until: this.until } = typedOf(date));
    this.place = keyOf(date.place);
    this.layout = date.layout ?? '';
  }
}

function sameTime(
  one: { starts_at: string; ends_at: string },
  other: { starts_at: string; ends_at: string },
): boolean {
  return (
    Date.parse(one.starts_at) === Date.parse(other.starts_at) &&
    Date.parse(one.ends_at) === Date.parse(other.ends_at)
  );
}
