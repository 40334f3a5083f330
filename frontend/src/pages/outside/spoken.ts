/** Dates and places of the street in words. */
import { locale } from '$lib/i18n';
import { isExact } from '$lib/outside/agenda';
import type { Entry, Status, StreetDate, StreetEvent } from '$lib/outside/types';
import { metresBetween, minutesOnFoot, wind, type Spot } from '$lib/outside/map';
import { capital, dateKey, dayAndTime, dayAndYear, money, time } from '$lib/ui/format';
import { words } from './words';

export type SignOf = keyof typeof words.signs;

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });

/** « décembre 2026 » of `2026-12`. */
export const monthInWords = (month: string): string =>
  inUtc({ month: 'long', year: 'numeric' }).format(new Date(`${month}-15T12:00Z`));

/** « ven », « 11 », « déc » of a day of the calendar. */
export const leafOf = (date: string) => ({
  weekday: inUtc({ weekday: 'short' }).format(noon(date)).replace('.', ''),
  number: Number(date.slice(8)),
  month: inUtc({ month: 'short' }).format(noon(date)).replace('.', ''),
});

/** « lun », « mardi » … of the seven days, Monday first. */
export const weekdays = (length: 'narrow' | 'long'): string[] =>
  Array.from({ length: 7 }, (_, n) => inUtc({ weekday: length }).format(noon(`2026-11-${23 + n}`)));

const noon = (date: string) => new Date(`${date}T12:00Z`);

/** « 17 h – 20 h »; over midnight or over days, with the other day. */
export function hours({ starts_at, ends_at }: { starts_at: string; ends_at: string }): string {
  const lasts = Date.parse(ends_at) - Date.parse(starts_at);
  const sameNight = dateKey(starts_at) === dateKey(ends_at) || lasts <= 12 * 3_600_000;
  return words.until(time(starts_at), sameNight ? time(ends_at) : dayAndTime(ends_at));
}

/** « Vendredi 11 décembre, de 17 h à 20 h », with the year when it is not this one. */
export function whenInWords({
  starts_at,
  ends_at,
}: {
  starts_at: string;
  ends_at: string;
}): string {
  const sameDay = dateKey(starts_at) === dateKey(ends_at);
  const end = sameDay ? time(ends_at) : dayAndTime(ends_at);
  return capital(words.event.spoken(dayAndYear(starts_at), time(starts_at), end));
}

/** « Gratuit », « Prix libre », « 4,50 € par personne ». */
export const priceOf = ({ price, price_cents }: Pick<StreetEvent, 'price' | 'price_cents'>) =>
  price === 'fixed' ? words.event.perPerson(money(price_cents)) : words.event.prices[price];

const CHANGED: Partial<Record<Status, SignOf>> = {
  cancelled: 'cancelled',
  postponed: 'postponed',
  rescheduled: 'rescheduled',
};

/** What must be seen beside a date at once: changed, not yet allowed, full, over. */
export function signsOf({ event, date, gone }: Omit<Entry, 'at'>, now = Date.now()): SignOf[] {
  const changed = CHANGED[date.status];
  if (changed && (gone || changed !== 'rescheduled')) return [changed];
  const signs: (SignOf | undefined)[] = [
    changed,
    event.conditional ? 'conditional' : undefined,
    Date.parse(date.ends_at) < now ? 'over' : date.places_left === 0 ? 'full' : undefined,
  ];
  return signs.filter((sign) => sign !== undefined);
}

/** Nearer than this, a place is the house itself. */
export const AT_HOME_M = 15;

/** « À 460 m, au nord, 7 min à pied »; of a place that is only about there, how far at most. */
export function wayTo(house: Spot | null, place: StreetDate['place']): string {
  if (!house || place.latitude === null || place.longitude === null) return '';
  const spot = { latitude: place.latitude, longitude: place.longitude };
  const metres = metresBetween(house, spot);
  if (metres < AT_HOME_M) return words.map.here;
  if (metres < 80) return words.map.near;
  const far = words.map.far(distance(metres), words.map.winds[wind(house, spot)] ?? '');
  const minutes = minutesOnFoot(metres);
  return minutes <= 45 ? `${far}, ${words.map.onFoot(minutes)}` : far;
}

/** « 450 m », « 1,2 km »: nobody walks metres exactly. */
export function distance(metres: number): string {
  if (metres < 950) return `${Math.max(10, Math.round(metres / 50) * 50)}\u00a0m`;
  const km = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(metres / 1000);
  return `${km}\u00a0km`;
}

/** Lines of an address that say something: « Place de Jaude », « 63000 Clermont-Ferrand ». */
export function addressOf({ name, address, postcode, city }: StreetDate['place']): string[] {
  const town = [postcode, city].filter(Boolean).join(' ');
  return [...new Set([name, address, town])].filter(Boolean);
}

/** Where a map of the world shows it, if the point is one that people may walk to. */
export function worldMap(place: StreetDate['place']): string {
  if (!isExact(place)) return '';
  const { latitude, longitude } = place;
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=18/${latitude}/${longitude}`;
}
