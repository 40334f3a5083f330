/** How many people came by, by quarters of an hour; as `events/passages.py` reckons it, with what it has not heard. */
import type { Count, Method, Quarter } from '$lib/day/types';

const QUARTER_MS = 15 * 60_000;
const HOUR_MS = 4 * QUARTER_MS;

export interface Tap {
  step: number;
  method: Method;
  at: string;
  leaving?: boolean;
}

/** What the house counted and what this phone has tapped since. */
export function withTaps(told: Count, taps: Tap[]): Count {
  if (taps.length === 0) return told;
  const quarters = [...byQuarter(told.quarters, taps).values()].sort(
    (one, other) => quarterOf(one.starts_at) - quarterOf(other.starts_at),
  );
  const walkedIn = sum(quarters, ({ walked_in }) => walked_in);
  const going = told.now !== null || taps.some(({ leaving }) => leaving);
  const present = presence(quarters);
  return {
    total: walkedIn + told.admitted,
    walked_in: walkedIn,
    admitted: told.admitted,
    now: going ? (present.at(-1) ?? 0) : null,
    peak: Math.max(0, ...(going ? present : quarters.map((it) => it.walked_in + it.admitted))),
    peak_of: going ? 'present' : 'quarter',
    quarters,
    methods: [...new Set([...told.methods, ...taps.map(({ method }) => method)])].sort(),
  };
}

/** From the first quarter in which anybody came to the last, none left out: what a row of bars shows. */
export function inARow(quarters: Quarter[]): Quarter[] {
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (!first || !last) return [];
  const known = new Map(quarters.map((it) => [quarterOf(it.starts_at), it]));
  const row: Quarter[] = [];
  for (let at = quarterOf(first.starts_at); at <= quarterOf(last.starts_at); at += QUARTER_MS) {
    row.push(known.get(at) ?? empty(at));
  }
  return row;
}

/** Bars that stay apart on a phone. */
const MOST_BARS = 48;

export interface Bar {
  starts_at: string;
  people: number;
}

/** Who came, in bars of a quarter of an hour; of a whole hour where that would be too many for a phone. */
export function barsOf(quarters: Quarter[]): { each: 'quarter' | 'hour'; bars: Bar[] } {
  const bars = inARow(quarters).map(({ starts_at, walked_in, admitted }) => ({
    starts_at,
    people: Math.max(0, walked_in + admitted),
  }));
  if (bars.length <= MOST_BARS) return { each: 'quarter', bars };
  const hours = new Map<number, number>();
  for (const { starts_at, people } of bars) {
    const hour = Math.floor(new Date(starts_at).getTime() / HOUR_MS) * HOUR_MS;
    hours.set(hour, (hours.get(hour) ?? 0) + people);
  }
  return {
    each: 'hour',
    bars: [...hours].map(([at, people]) => ({ starts_at: new Date(at).toISOString(), people })),
  };
}

/** The beginning of the quarter of an hour, in milliseconds; the zones of the world differ by whole quarters. */
export const quarterOf = (at: string | number): number =>
  Math.floor(new Date(at).getTime() / QUARTER_MS) * QUARTER_MS;

function byQuarter(told: Quarter[], taps: Tap[]): Map<number, Quarter> {
  const found = new Map(told.map((it) => [quarterOf(it.starts_at), it]));
  for (const { step, at, leaving } of taps) {
    const quarter = quarterOf(at);
    const before = found.get(quarter) ?? empty(quarter);
    found.set(quarter, {
      ...before,
      walked_in: before.walked_in + (leaving ? 0 : step),
      gone: before.gone - (leaving ? step : 0),
    });
  }
  return found;
}

/** How many were there at the end of each quarter. */
function presence(quarters: Quarter[]): number[] {
  let there = 0;
  return quarters.map(({ walked_in, admitted, gone }) => {
    there = Math.max(0, there + walked_in + admitted - gone);
    return there;
  });
}

const empty = (at: number): Quarter => ({
  starts_at: new Date(at).toISOString(),
  walked_in: 0,
  admitted: 0,
  gone: 0,
});

const sum = (quarters: Quarter[], of: (quarter: Quarter) => number) =>
  quarters.reduce((total, quarter) => total + of(quarter), 0);
