/** The line of a room's day: where each use stands between the first and the last hour, in percent. */
export interface Stretch {
  starts_at: string;
  ends_at: string;
}

export interface Line {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
}

const HOUR = 3_600_000;

/** From the opening to the closing, in whole hours; null on a day without any. Our zones keep whole hours. */
export function lineOf(open: Stretch[], uses: Stretch[]): Line | null {
  const all = [...open, ...uses];
  if (!all.length) return null;
  const from = Math.min(...all.map(({ starts_at }) => Date.parse(starts_at)));
  const to = Math.max(...all.map(({ ends_at }) => Date.parse(ends_at)));
  return { from: Math.floor(from / HOUR) * HOUR, to: Math.ceil(to / HOUR) * HOUR };
}

/** 0 to 100; what lies outside the line is at its end. */
export function place(at: number, { from, to }: Line): number {
  return (100 * (Math.min(Math.max(at, from), to) - from)) / (to - from);
}

export function hoursOf({ from, to }: Line): Date[] {
  const count = Math.round((to - from) / HOUR);
  return Array.from({ length: count + 1 }, (_, hour) => new Date(from + hour * HOUR));
}
