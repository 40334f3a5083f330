/** The run sheet by quarter of an hour: lines as somebody types them, and the moments that they mean. */
import { clock, daysLater, momentOf } from '$lib/ui/house_time';
import { dateKey } from '$lib/ui/format';
import type { SheetLine } from './types';

/** A line being written; `at` is the house's clock, `16:45`. */
export interface TypedLine {
  at: string;
  what: string;
  who: string;
  where: string;
}

export const typedLines = (lines: SheetLine[]): TypedLine[] =>
  lines.map(({ at, what, who, where }) => ({ at: clock(at), what, who, where }));

/** `16:38` → `16:45`; `23:55` → `00:00`. */
export function toQuarter(at: string): string {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const whole = (hours * 60 + Math.round(minutes / 15) * 15) % (24 * 60);
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}

/** A quarter of an hour after the last line, or an hour before the event begins. */
export function nextAt(lines: TypedLine[], starts_at: string): string {
  const last = lines.at(-1);
  if (last?.at) return later(last.at, 15);
  return toQuarter(later(clock(starts_at), -60));
}

/** Lines without words are left out. An hour that is far before the start is in the night after. */
export function written(lines: TypedLine[], date: { starts_at: string }): SheetLine[] {
  const day = dateKey(date.starts_at);
  const starts = Date.parse(date.starts_at);
  const momentNear = (at: string) => {
    const moments = [-1, 0, 1].map((nth) => momentOf(daysLater(day, nth), toQuarter(at)));
    const far = (moment: string) => Math.abs(Date.parse(moment) - starts - MIDDLE_MS);
    return moments.reduce((one, other) => (far(other) < far(one) ? other : one));
  };
  return lines
    .filter(({ what, at }) => what.trim() && at)
    .map(({ at, what, who, where }) => ({
      at: momentNear(at),
      what: what.trim(),
      who: who.trim(),
      where: where.trim(),
    }))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** The middle of a usual day's work around an event: from the loading to the last chair. */
const MIDDLE_MS = 2 * 3_600_000;

function later(at: string, by: number): string {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const whole = (hours * 60 + minutes + by + 24 * 60) % (24 * 60);
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}

const two = (n: number) => String(n).padStart(2, '0');
