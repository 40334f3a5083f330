/** Money, times and dates as people here write them: « 7,50 € », « 12 h 30 », « mardi 24 novembre ». */
import { language, locale, t } from '$lib/i18n';

let zone = 'Europe/Paris';

/** The house's own time zone (IANA), told by `GET /api/v1/venue/`. */
export function setZone(name: string): void {
  zone = name;
}

const euros = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' });

/** `750` → « 7,50 € » (with non-breaking spaces) or "€7.50". */
export function money(cents: number): string {
  return euros.format(cents / 100).replace('-', '\u2212');
}

/** What somebody typed as an amount of euros, in cents; null when it is no amount ("4", "4,5", "7.50 €"). */
export function centsOf(typed: string): number | null {
  const plain = typed.replace(/[\s€]/g, '').replace(',', '.');
  return /^\d{1,5}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
}

/** « 12 h », « 12 h 30 »; "12:30" in English. */
export function time(at: string | Date): string {
  const [hour = '', minute = ''] = parts(
    at,
    { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ['hour', 'minute'],
  );
  if (language === 'en') return `${Number(hour)}:${minute}`;
  return minute === '00' ? `${Number(hour)}\u00a0h` : `${Number(hour)}\u00a0h\u00a0${minute}`;
}

/** « mardi 24 novembre ». */
export function day(at: string | Date): string {
  const text = format(at, { weekday: 'long', day: 'numeric', month: 'long' });
  return ofMonth(text);
}

/** « 1er décembre », « 24 novembre »: Intl knows the first of the month only as a number. */
export function ofMonth(text: string): string {
  const first = language === 'fr' ? text.replace(/(^|\s)1 (?=\p{L})/u, '$11er ') : text;
  return first.replace(/(\d+(?:er)?) /, '$1\u00a0');
}

/** « mardi ». */
export function weekday(at: string | Date): string {
  return format(at, { weekday: 'long' });
}

/** « aujourd'hui », « demain », else « mardi 24 novembre ». */
export function nearDay(at: string | Date): string {
  const date = dateKey(at);
  if (date === dateKey(new Date())) return t.time.today;
  if (date === dateKey(new Date(Date.now() + 86_400_000))) return t.time.tomorrow;
  return day(at);
}

/** « mardi 24 novembre », with the year when it is not this one: what is months away may be in the next. */
export function dayAndYear(at: string | Date): string {
  const year = dateKey(at).slice(0, 4);
  return year === dateKey(new Date()).slice(0, 4) ? day(at) : `${day(at)} ${year}`;
}

/** « mardi 24 novembre, 12 h ». */
export function dayAndTime(at: string | Date): string {
  return `${day(at)}, ${time(at)}`;
}

/** The calendar day in the house, `2026-11-24`; equal for two moments of the same day there. */
export function dateKey(at: string | Date): string {
  return parts(at, { year: 'numeric', month: '2-digit', day: '2-digit' }, [
    'year',
    'month',
    'day',
  ]).join('-');
}

/** A first letter in upper case: sentences begin with one, French weekdays do not. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** A spoken code in groups of four: `K7QM3XHA` → « K7QM 3XHA ». */
export function inFours(code: string): string {
  return code.match(/.{1,4}/g)?.join('\u00a0') ?? code;
}

function format(at: string | Date, options: Intl.DateTimeFormatOptions): string {
  return formatter(locale, options).format(new Date(at));
}

/** Parts of a moment as the house's clock and calendar show them. */
export function parts(
  at: string | Date,
  options: Intl.DateTimeFormatOptions,
  wanted: Intl.DateTimeFormatPartTypes[],
): string[] {
  const all = formatter('en-GB', options).formatToParts(new Date(at));
  return wanted.map((type) => all.find((part) => part.type === type)?.value ?? '');
}

/** Making a formatter costs a cheap phone a millisecond or two, and a page of meals asks for hundreds. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(inLocale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = [inLocale, zone, ...Object.entries(options)].join();
  const known = made.get(name) ?? new Intl.DateTimeFormat(inLocale, { ...options, timeZone: zone });
  made.set(name, known);
  return known;
}
