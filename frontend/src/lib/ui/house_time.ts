/** From what a form says (a day, an hour) to the moment that the house means, and back. */
import { locale } from '$lib/i18n';
import { dateKey, ofMonth, parts } from './format';

/** The hour in the house as an `<input type="time">` has it, `12:00`. */
export function clock(at: string | Date): string {
  return parts(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, [
    'hour',
    'minute',
  ]).join(':');
}

/**
 * The moment at which the house's clock shows this day and hour (`2026-11-24`, `12:00`), ISO 8601 in UTC. An hour
 * that the clock skips in spring is the one after; of one that comes twice in autumn, the first.
 */
export function momentOf(date: string, hour: string): string {
  const shown = Date.parse(`${date}T${hour}Z`);
  const offsetAt = (at: number) =>
    Date.parse(`${dateKey(new Date(at))}T${clock(new Date(at))}Z`) -
    Math.floor(at / 60_000) * 60_000;
  // The offset before and after a change of the clock: the one under which the clock shows what was asked.
  const offsets = [offsetAt(shown - 86_400_000), offsetAt(shown + 86_400_000)];
  const fits = offsets.find((offset) => offsetAt(shown - offset) === offset) ?? offsets[0] ?? 0;
  return new Date(shown - fits).toISOString();
}

/** A day of the calendar with its year: « 1er janvier 2026 ». */
export function dateInWords(date: string): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return ofMonth(new Intl.DateTimeFormat(locale, options).format(new Date(`${date}T12:00Z`)));
}

/** `n` days after (or before) this one: `2026-11-24` → `2026-11-25`. */
export function daysLater(date: string, n: number): string {
  return new Date(Date.parse(`${date}T12:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}
