/** The agenda as lines: which dates there are, which of them somebody wants to see. All by the house's calendar. */
import { dateKey } from '$lib/ui/format';
import { daysLater } from '$lib/ui/house_time';
import type { Entry, StreetDate, StreetEvent, StreetPlace } from './types';

export type When = 'all' | 'week' | 'month';
export type View = 'list' | 'month' | 'map';

export interface Wish {
  view: View;
  when: When;
  /** Code of a place; empty: anywhere. */
  place: string;
  /** Nothing, or what one can. */
  free: boolean;
  accessible: boolean;
  keyword: string;
  /** The month on show, `2026-12`; empty: this one. */
  month: string;
}

export const EVERYTHING: Wish = {
  view: 'list',
  when: 'all',
  place: '',
  free: false,
  accessible: false,
  keyword: '',
  month: '',
};

const VIEWS: Record<string, View> = { mois: 'month', carte: 'map' };
const WHENS: Record<string, When> = { semaine: 'week', mois: 'month' };
const named = <Word>(words: Record<string, Word>, word: Word) =>
  Object.keys(words).find((name) => words[name] === word) ?? '';

/** What an address asks for; what it asks wrongly it does not ask. */
export function wishOf(search: string): Wish {
  const asked = new URLSearchParams(search);
  const month = asked.get('le') ?? '';
  return {
    view: VIEWS[asked.get('vue') ?? ''] ?? 'list',
    when: WHENS[asked.get('quand') ?? ''] ?? 'all',
    place: asked.get('ou') ?? '',
    free: asked.has('gratuit'),
    accessible: asked.has('accessible'),
    keyword: asked.get('mot') ?? '',
    month: /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : '',
  };
}

/** The address of a wish, so that it can be shared: `?vue=carte&gratuit=1`; empty for everything. */
export function searchOf(wish: Wish): string {
  const asked = new URLSearchParams({
    vue: named(VIEWS, wish.view),
    quand: named(WHENS, wish.when),
    ou: wish.place,
    gratuit: wish.free ? '1' : '',
    accessible: wish.accessible ? '1' : '',
    mot: wish.keyword,
    le: wish.view === 'month' ? wish.month : '',
  });
  for (const [name, value] of [...asked]) if (!value) asked.delete(name);
  return asked.size ? `?${asked}` : '';
}

/** How many of the filters are in use. */
export const narrowed = ({ place, free, accessible, keyword }: Wish) =>
  [place, free, accessible, keyword].filter(Boolean).length;

/** All dates in order; a date that went to another day stands, as gone, on the day where people would look for it. */
export function entriesOf(events: StreetEvent[]): Entry[] {
  return events
    .flatMap((event) => event.dates.flatMap((date) => linesOf(event, date)))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || Number(a.gone) - Number(b.gone));
}

function linesOf(event: StreetEvent, date: StreetDate): Entry[] {
  const line: Entry = { event, date, at: date.starts_at, gone: false };
  const was = date.was?.starts_at;
  if (!was || dateKey(was) === dateKey(date.starts_at)) return [line];
  return [line, { ...line, at: was, gone: true }];
}

/** When a line is over: nobody would go there any more. */
export const overAt = ({ date, gone }: Entry): number =>
  Date.parse(gone ? (date.was?.ends_at ?? date.ends_at) : date.ends_at);

/** The day after the last one asked for, `2026-11-30`; null: no end. Weeks begin on Monday. */
export function until(when: When, today: string): string | null {
  if (when === 'week') return daysLater(today, 7 - mondayIs0(today));
  if (when === 'month') return `${monthsLater(today.slice(0, 7), 1)}-01`;
  return null;
}

/** 0 for a Monday, 6 for a Sunday. */
export const mondayIs0 = (date: string): number => (new Date(`${date}T12:00Z`).getUTCDay() + 6) % 7;

/** `n` months after (or before) this one: `2026-11` → `2026-12`. */
export function monthsLater(month: string, n: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + n, 1, 12)).toISOString().slice(0, 7);
}

/** Whether a line is what is looked for, the time apart. */
export function fits(
  { event, date }: Entry,
  wish: Pick<Wish, 'place' | 'free' | 'accessible' | 'keyword'>,
): boolean {
  return (
    (!wish.place || date.place.code === wish.place) &&
    (!wish.free || event.price !== 'fixed') &&
    (!wish.accessible || event.accessible) &&
    (!wish.keyword || event.keywords.includes(wish.keyword))
  );
}

/** What is still to come of it, and within the time that is looked for. */
export function isAhead(entry: Entry, when: When, now: Date): boolean {
  const last = until(when, dateKey(now));
  return overAt(entry) > now.getTime() && (last === null || dateKey(entry.at) < last);
}

/** Lines by something they share, in their order. */
export function grouped(entries: Entry[], by: (entry: Entry) => string): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(by(entry), [...(groups.get(by(entry)) ?? []), entry]);
  return [...groups];
}

/** The places of these lines, each once. */
export function placesOf(entries: Entry[]): StreetPlace[] {
  return [...new Map(entries.map(({ date }) => [date.place.code, date.place])).values()];
}

export const keywordsOf = (entries: Entry[]): string[] =>
  [...new Set(entries.flatMap(({ event }) => event.keywords))].sort((a, b) => a.localeCompare(b));

/** The next date that somebody could still come to, else the last one. */
export function mainDate(event: StreetEvent, now = new Date()): StreetDate | undefined {
  const coming = event.dates.filter(({ ends_at }) => new Date(ends_at) > now);
  return coming.find(canCome) ?? coming[0] ?? event.dates.at(-1);
}

export const canCome = ({ status }: StreetDate): boolean =>
  status === 'scheduled' || status === 'rescheduled';

export const isExact = (place: StreetPlace): boolean =>
  place.is_exact && place.latitude !== null && place.longitude !== null;
