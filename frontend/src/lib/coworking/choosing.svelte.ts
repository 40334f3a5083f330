/**
 * What a guest looks for on *Travailler*: a day, a kind of place, when and for how long. It is kept in the address, so
 * that it survives signing in, can be sent to a friend, and comes back with the browser's own "back".
 */
import { dateKey } from '$lib/ui/format';
import { clock, daysLater, momentOf } from '$lib/ui/house_time';
import { allowedFor } from './allowed';
import { arrivalsOf, MINUTE, spanOf, type Span } from './slots';
import type { Day, Kind, Need, Place } from './types';

export type Group = 'desk' | 'study_seat' | 'room';
export type View = 'plan' | 'hours' | 'list';

export const GROUPS: Group[] = ['study_seat', 'desk', 'room'];
/** Days that stand side by side, today besides; what may be booked later is chosen from a calendar. */
const DAYS_AHEAD_IN_SIGHT = 7;
const LENGTHS = [30, 60, 90, 120, 180, 240, 360, 480, 720];

export const groupOf = (kind: Kind): Group =>
  kind === 'desk' || kind === 'study_seat' ? kind : 'room';

/** What was chosen within the page: one place, from when to when. */
export interface Chosen extends Span {
  resource: string;
}

export class Choosing {
  date = $state(dateKey(new Date()));
  group = $state<Group>('study_seat');
  /** As the house's clock shows it, `10:30`; null: as soon as possible. */
  hour = $state<string | null>(null);
  /** null: as long as is usual there. */
  minutes = $state<number | null>(null);
  needs = $state<Need[]>([]);
  view = $state<View>('plan');
  chosen = $state.raw<Chosen | null>(null);

  constructor(search: string = '') {
    const asked = new URLSearchParams(search);
    const date = asked.get('jour') ?? '';
    const group = asked.get('quoi') as Group;
    const hour = asked.get('de') ?? '';
    const minutes = Number(asked.get('pour'));
    if (isDate(date) && date >= this.date) this.date = date;
    if (GROUPS.includes(group)) this.group = group;
    if (isHour(hour)) this.hour = hour;
    if (LENGTHS.includes(minutes)) this.minutes = minutes;
    this.#readChosen(asked);
  }

  /** From today on, as far as is in sight and can be booked; `day` is any that was read, null: none yet. */
  daysOf(day: Day | null): string[] {
    const today = dateKey(new Date());
    const all = Array.from({ length: DAYS_AHEAD_IN_SIGHT + 1 }, (_, nth) => daysLater(today, nth));
    const last = day && this.lastDayOf(day);
    return last ? all.filter((date) => date <= last) : all;
  }

  /** The last day that can be booked; null when there is nothing to book. */
  lastDayOf(day: Day): string | null {
    return allowedFor(day, this.placesOf(day))?.lastDay ?? null;
  }

  lengthsOn(day: Day): number[] {
    const longest = allowedFor(day, this.placesOf(day))?.longest ?? 0;
    return LENGTHS.filter((minutes) => minutes <= longest && minutes % day.grid_min === 0);
  }

  /** Minutes. */
  lengthOn(day: Day): number {
    const allowed = allowedFor(day, this.placesOf(day));
    return Math.min(this.minutes ?? allowed?.usual ?? 0, allowed?.longest ?? 0);
  }

  placesOf(day: Day): Place[] {
    return day.results.filter(({ kind }) => groupOf(kind) === this.group);
  }

  spacesOf(day: Day): string[] {
    return [...new Set(this.placesOf(day).map(({ space }) => space))];
  }

  /** From when to when she would like to sit; null when the day is closed or over. Cut at the closing hour. */
  wishOn(day: Day): Span | null {
    const spaces = this.spacesOf(day);
    const arrivals = arrivalsOf(day, spaces);
    const asked = this.hour ? Date.parse(momentOf(day.date, this.hour)) : -Infinity;
    const from = arrivals.find((at) => at >= asked) ?? arrivals.at(-1);
    if (from === undefined) return null;
    const closes = day.spaces
      .filter(({ code }) => spaces.includes(code))
      .flatMap(({ open }) => open.map(spanOf))
      .filter((stretch) => stretch.from <= from && from < stretch.to)
      .map(({ to }) => to);
    return { from, to: Math.min(from + this.lengthOn(day) * MINUTE, Math.max(...closes)) };
  }

  choose(group: Group): void {
    this.group = group;
    this.chosen = null;
  }

  /** The query that brings all this back, `?jour=…`. */
  get query(): string {
    const said = new URLSearchParams({ quoi: this.group, jour: this.date });
    if (this.hour) said.set('de', this.hour);
    if (this.minutes !== null) said.set('pour', String(this.minutes));
    if (this.chosen) {
      said.set('place', this.chosen.resource);
      said.set('debut', clock(new Date(this.chosen.from)));
      said.set('fin', clock(new Date(this.chosen.to)));
    }
    return `?${said}`;
  }

  #readChosen(asked: URLSearchParams): void {
    const resource = asked.get('place');
    const [from, to] = [asked.get('debut') ?? '', asked.get('fin') ?? ''];
    if (!resource || !isHour(from) || !isHour(to)) return;
    const begin = Date.parse(momentOf(this.date, from));
    const end = Date.parse(momentOf(this.date, to));
    // A room may be booked until after midnight.
    this.chosen = {
      resource,
      from: begin,
      to: end > begin ? end : Date.parse(momentOf(daysLater(this.date, 1), to)),
    };
  }
}

const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !isNaN(Date.parse(text));
const isHour = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
