/** Where one is in a run sheet: what is now, and what comes next, each of one or several lines. */
import type { SheetLine } from './types';

export interface Standing {
  /** Lines of the last quarter that has come; none before the first. */
  now: SheetLine[];
  next: SheetLine[];
  /** Whole minutes until `next`; 0 within the last one. */
  minutes: number;
}

export function standing(lines: SheetLine[], at: Date): Standing {
  const times = [...new Set(lines.map((line) => Date.parse(line.at)))].sort((a, b) => a - b);
  const current = times.filter((time) => time <= +at).at(-1);
  const coming = times.find((time) => time > +at);
  const of = (time: number | undefined) =>
    lines.filter((line) => time !== undefined && Date.parse(line.at) === time);
  return {
    now: of(current),
    next: of(coming),
    minutes: coming === undefined ? 0 : Math.floor((coming - +at) / 60_000),
  };
}
