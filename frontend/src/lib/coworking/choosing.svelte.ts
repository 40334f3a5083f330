/**
 * What a guest looks for on *Travailler*: a day, a kind of place, when and for how long. It is kept in the address, so
 * that it survives signing in, can be sent to a friend, and comes back with the browser's own "back".
 */
import { dateKey } from '$lib/ui/format';
import { clock, daysLater, momentOf } from '$lib/ui/house_time';
import { arrivalsOf, MINUTE, spanOf, type Span } from './slots';
import type { Day, Kind, Need, Place } from './types';

export type Group = 'desk' | 'study_seat' | 'room';
export type View = 'plan' | 'hours' | 'list';

export const GROUPS: Group[] = ['study_seat', 'desk', 'room'];
/** Where nobody says otherwise (DOMAIN §9: `seat.ahead_days`, `seat.default_h`, `seat.max_h`, `room.max_h`). */
const AHEAD_DAYS = 7;
const DEFAULT_MIN = 120;
const LONGEST_MIN: Record<Group, number> = { desk: 240, study_seat: 240, room: 720 };
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
  minutes = $state(DEFAULT_MIN);
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
    if (this.lengths.includes(minutes)) this.minutes = minutes;
    this.#readChosen(asked);
  }

  /** From today on, as far as seats can be booked. */
  get days(): string[] {
    const today = dateKey(new Date());
    return Array.from({ length: AHEAD_DAYS + 1 }, (_, nth) => daysLater(today, nth));
  }

  get longest(): number {
    return LONGEST_MIN[this.group];
  }

  get lengths(): number[] {
    return LENGTHS.filter((minutes) => minutes <= this.longest);
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
    return { from, to: Math.min(from + this.minutes * MINUTE, Math.max(...closes)) };
  }

  choose(group: Group): void {
    this.group = group;
    this.chosen = null;
    if (!this.lengths.includes(this.minutes)) this.minutes = DEFAULT_MIN;
  }

  /** The query that brings all this back, `?jour=…`. */
  get query(): string {
    const said = new URLSearchParams({ quoi: this.group, jour: this.date });
    if (this.hour) said.set('de', this.hour);
    if (this.minutes !== DEFAULT_MIN) said.set('pour', String(this.minutes));
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
