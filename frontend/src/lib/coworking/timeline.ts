/** The geometry of the timeline: shares of a day's opening, so that an hour has one width whatever the clock does. */
import type { Busy, Day, Place } from './types';
import { MINUTE, spanOf, type Span } from './slots';

const HOUR = 60 * MINUTE;

/** From the first door to the last, over these spaces; null when all are closed. */
export function frameOf(day: Day, spaces: string[]): Span | null {
  const open = day.spaces
    .filter(({ code }) => spaces.includes(code))
    .flatMap((space) => space.open.map(spanOf));
  if (open.length === 0) return null;
  return {
    from: Math.min(...open.map(({ from }) => from)),
    to: Math.max(...open.map(({ to }) => to)),
  };
}

/** Where a span lies in the frame: shares from 0 to 1, cut to it. */
export function within(frame: Span, { from, to }: Span): { start: number; size: number } {
  const length = frame.to - frame.from;
  const begin = Math.max(frame.from, from);
  const end = Math.min(frame.to, to);
  return { start: (begin - frame.from) / length, size: Math.max(0, end - begin) / length };
}

/** Columns of the grid. */
export const columnsOf = (frame: Span, grid: number) =>
  Math.round((frame.to - frame.from) / (grid * MINUTE));

/** The full hours to write above, where the house's clock shows them; `minuteOf` says the minutes on that clock. */
export function hoursOf(frame: Span, grid: number, minuteOf: (at: number) => number): number[] {
  const starts = Array.from(
    { length: columnsOf(frame, grid) },
    (_, nth) => frame.from + nth * grid * MINUTE,
  );
  return starts.filter((at) => minuteOf(at) === 0 && frame.to - at >= HOUR);
}

/** A row's parts in order of time. What has gone by is in none of them. */
export type Part =
  ({ is: 'free' } & Span) | ({ is: 'busy'; title: string; state: Busy['state'] } & Span);

export function partsOf({ free, busy }: Pick<Place, 'free' | 'busy'>): Part[] {
  const parts: Part[] = [
    ...free.map((stretch) => ({ is: 'free' as const, ...spanOf(stretch) })),
    ...busy.map((stretch) => ({
      is: 'busy' as const,
      ...spanOf(stretch),
      state: stretch.state,
      title: stretch.title ?? '',
    })),
  ];
  return parts.sort((a, b) => a.from - b.from);
}

/** The moment under a pointer that is `share` of the way along a stretch. */
export const momentAt = (stretch: Span, share: number) =>
  stretch.from + Math.min(1, Math.max(0, share)) * (stretch.to - stretch.from);
