/** From what is free to what somebody may choose: half hours, and the state of a place at the time she wishes. */
import type { Booking, Day, Need, Place, Stretch } from './types';

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Milliseconds of the epoch: comparing ISO texts of different offsets would be wrong on the night of a clock change. */
export interface Span {
  from: number;
  to: number;
}

export const spanOf = ({ starts_at, ends_at }: Stretch): Span => ({
  from: Date.parse(starts_at),
  to: Date.parse(ends_at),
});

export const covers = (outer: Span, inner: Span) =>
  outer.from <= inner.from && inner.to <= outer.to;

export const meet = (one: Span, other: Span) => one.from < other.to && other.from < one.to;

/** How a place stands to the time that somebody wishes. */
export type Standing =
  | { word: 'mine'; until: number }
  | { word: 'free' }
  /** Free, but the team answers each request. */
  | { word: 'on_request' }
  /** Free then, but not for so long. */
  | { word: 'shorter'; until: number }
  | { word: 'later'; at: number }
  | { word: 'taken' }
  | { word: 'walk_in' }
  | { word: 'resident' }
  | { word: 'closed' };

/** `later` is the next stretch of that day after the wish has begun, however short. */
export function standingOf(place: Place, wish: Span, mine: Booking[] = []): Standing {
  const own = mine.find(
    ({ resource, ...stretch }) => resource.code === place.resource && meet(spanOf(stretch), wish),
  );
  if (own) return { word: 'mine', until: Date.parse(own.ends_at) };
  if (place.resident) return { word: 'resident' };
  if (!place.bookable) return { word: 'walk_in' };
  const free = place.free.map(spanOf);
  if (free.some((stretch) => covers(stretch, wish)))
    return { word: place.on_approval ? 'on_request' : 'free' };
  const next = free.find(({ to }) => to > wish.from);
  if (next && next.from <= wish.from) return { word: 'shorter', until: next.to };
  if (next) return { word: 'later', at: next.from };
  return free.length === 0 && place.busy.length === 0 ? { word: 'closed' } : { word: 'taken' };
}

export const answers = (place: Place, needs: Need[]) => needs.every((need) => place[need]);

/** When one can begin in this stretch, by the grid; `grid` in minutes. The last leaves one grid step. */
export function startsIn(stretch: Span, grid: number): number[] {
  const step = grid * MINUTE;
  const count = Math.floor((stretch.to - stretch.from) / step);
  return Array.from({ length: Math.max(0, count) }, (_, nth) => stretch.from + nth * step);
}

/** When one who begins at `from` can end: up to the end of what is free, and `longest` minutes at most. */
export function endsFrom(from: number, stretch: Span, grid: number, longest: number): number[] {
  const last = Math.min(stretch.to, from + longest * MINUTE);
  return startsIn({ from, to: last }, grid).map((start) => start + grid * MINUTE);
}

/** The free stretch in which `at` lies; a place is free in several on a day. */
export const stretchAt = (place: Place, at: number) =>
  place.free.map(spanOf).find(({ from, to }) => from <= at && at < to) ?? null;

/** What to propose when somebody taps a free stretch at `at`: her length, as far as it is free. */
export function proposal(
  stretch: Span,
  at: number,
  minutes: number,
  grid: number,
  longest: number,
): Span {
  const starts = startsIn(stretch, grid);
  const from = starts.findLast((start) => start <= at) ?? starts[0] ?? stretch.from;
  const ends = endsFrom(from, stretch, grid, longest);
  const to = ends.findLast((end) => end <= from + minutes * MINUTE) ?? ends[0] ?? stretch.to;
  return { from, to };
}

/** All half hours at which one could arrive that day in these spaces, from now on. */
export function arrivalsOf(day: Day, spaces: string[]): number[] {
  const here = day.spaces.filter(({ code }) => spaces.includes(code));
  const now = Date.parse(day.now);
  const step = day.grid_min * MINUTE;
  const all = here
    .flatMap(({ open }) => open.map(spanOf))
    .flatMap((stretch) => startsIn(stretch, day.grid_min));
  // The half hour that is running counts: one sits down at five past.
  return [...new Set(all)].filter((start) => start + step > now).sort((a, b) => a - b);
}

/** The first moment of the day at which somewhere the whole wish fits; null when nowhere. */
export function nextFit(places: Place[], wish: Span, grid: number): number | null {
  const length = wish.to - wish.from;
  const starts = places
    .filter(({ bookable, resident }) => bookable && !resident)
    .flatMap(({ free }) => free.map(spanOf))
    .flatMap((stretch) => startsIn(stretch, grid).filter((at) => at + length <= stretch.to))
    .filter((at) => at > wish.from);
  return starts.length ? Math.min(...starts) : null;
}

/**
 * What is free of a place for whoever would give up her own time there: that time, and what was only kept clear around
 * it for setting up and cleaning. Asking for more than there is is refused by the house.
 */
export function freeBut(place: Place, own: Span): Stretch[] {
  const others = place.busy.map(spanOf).filter((busy) => !covers(busy, own));
  const clear = (gap: Span) => gap.to - gap.from <= HOUR && !others.some((it) => meet(it, gap));
  const free = place.free.map(spanOf);
  const before = free.find(({ to }) => to <= own.from && clear({ from: to, to: own.from }));
  const after = free.find(({ from }) => from >= own.to && clear({ from: own.to, to: from }));
  const joined = { from: before?.from ?? own.from, to: after?.to ?? own.to };
  return [...free.filter((it) => it !== before && it !== after), joined]
    .sort((one, other) => one.from - other.from)
    .map(({ from, to }) => ({
      starts_at: new Date(from).toISOString(),
      ends_at: new Date(to).toISOString(),
    }));
}
