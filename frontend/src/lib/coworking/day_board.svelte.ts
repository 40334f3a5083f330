/**
 * A day as it is right now: read once, then changed by the live news of its rooms. Somebody books elsewhere, and the
 * picture here turns without loading anything.
 */
import { readDay } from '$lib/api/coworking';
import { live } from '$lib/live/socket.svelte';
import { Reading } from '$lib/state/reading.svelte';
import { setZone } from '$lib/ui/format';
import { MINUTE, spanOf } from './slots';
import type { Day, DayNews, Place } from './types';

const LOOK_AT_THE_CLOCK_MS = 20_000;

export class DayBoard {
  reading: Reading<Day>;
  /** What has just turned, by resource: the only thing that may move. */
  changed = $state.raw<ReadonlySet<string>>(new Set());
  #news = $state.raw<Map<string, DayNews['results'][number]>>(new Map());
  #now = $state(Date.now());
  /** The house's clock less ours: a phone may be minutes wrong. */
  #ahead = 0;

  /** For a component: follows `date`, and live the rooms that `spaces` names of a day; stops with the component. */
  constructor(date: () => string, spaces: (day: Day) => string[]) {
    let shown = date();
    this.reading = $state.raw(this.#open(shown));
    $effect(() => {
      if (date() === shown) return;
      shown = date();
      this.reading = this.#open(shown);
    });
    $effect(() => {
      const day = this.reading.value;
      if (!day) return;
      const stops = spaces(day).map((code) =>
        live.hear(`coworking:${code}/${day.date}`, (data) => this.hear(day.date, data as DayNews)),
      );
      return () => stops.forEach((stop) => stop());
    });
    $effect(() => {
      const clock = setInterval(() => (this.#now = Date.now()), LOOK_AT_THE_CLOCK_MS);
      return () => clearInterval(clock);
    });
  }

  /** The day with all that was heard of it since, less what has gone by. */
  readonly day = $derived.by((): Day | null => {
    const read = this.reading.value;
    if (!read) return null;
    const now = new Date(Math.max(Date.parse(read.now), this.#now + this.#ahead));
    return {
      ...read,
      now: now.toISOString(),
      results: read.results.map((place) =>
        fromNowOn({ ...place, ...this.#news.get(place.resource) }, +now, read.grid_min),
      ),
    };
  });

  hear(date: string, news: DayNews): void {
    if (news.date !== date) return;
    const known = new Map(this.day?.results.map((place) => [place.resource, place]));
    const turned = news.results.filter((place) => !same(known.get(place.resource), place));
    this.#news = new Map([...this.#news, ...news.results.map((it) => [it.resource, it] as const)]);
    this.changed = new Set(turned.map(({ resource }) => resource));
  }

  #open(date: string): Reading<Day> {
    this.#news = new Map();
    return new Reading((signal) => this.#read(date, signal));
  }

  async #read(date: string, signal: AbortSignal): Promise<Day> {
    const day = await readDay(date, signal);
    setZone(day.timezone);
    this.#ahead = Date.parse(day.now) - Date.now();
    this.#now = Date.now();
    return day;
  }
}

/** Free half hours that have wholly gone by are no longer free. */
export function fromNowOn(place: Place, now: number, grid: number): Place {
  const step = grid * MINUTE;
  const free = place.free.flatMap((stretch) => {
    const { from, to } = spanOf(stretch);
    const gone = Math.max(0, Math.floor((now - from) / step)) * step;
    if (gone === 0) return [stretch];
    return from + gone < to
      ? [{ starts_at: new Date(from + gone).toISOString(), ends_at: stretch.ends_at }]
      : [];
  });
  return { ...place, free };
}

const same = (one: Pick<Place, 'free' | 'busy'> | undefined, other: Pick<Place, 'free' | 'busy'>) =>
  said(one?.busy) === said(other.busy);

const said = (busy: Place['busy'] | undefined) => JSON.stringify(busy?.map(spanOf));
