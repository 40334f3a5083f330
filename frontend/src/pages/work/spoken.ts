/** Places and their hours in words: for the list, for ears, for the sentence in the sheet. */
import type { Standing, Span } from '$lib/coworking/slots';
import type { Booking, Pass, Place } from '$lib/coworking/types';
import { time } from '$lib/ui/format';
import { words as passes } from './passes_words';
import { words } from './words';

const at = (moment: number) => time(new Date(moment));

/** « de 9 h à 12 h ». */
export const span = ({ from, to }: Span) => words.said.span(at(from), at(to));

/** « libre à 14 h », « libre jusqu’à 9 h 30 », « pris ». */
export function standing(how: Standing): string {
  if (how.word === 'later') return words.standing.later(at(how.at));
  if (how.word === 'shorter') return words.standing.shorter(at(how.until));
  return words.standing[how.word];
}

/** « réservé », « rendue : personne n’est venu à temps ». */
export const state = ({ state: now, release }: Booking) =>
  now === 'released' && release ? words.bookings.released[release] : words.bookings.states[now];

/** What it has: « prise », « au calme », « 8 personnes », its equipment. */
export function features(place: Place): string[] {
  const { said } = words;
  return [
    place.seats > 1 ? said.people(place.seats) : '',
    place.plug ? said.plug : '',
    place.accessible ? said.accessible : '',
    place.quiet ? said.quiet : '',
    ...place.equipment,
    place.on_approval ? said.approval : '',
  ].filter(Boolean);
}

/** All of a place in one breath: « Place 7, libre à 14 h, prise, au calme ». */
export const inOneBreath = (place: Place, how: Standing) =>
  [...new Set([place.name, standing(how), ...features(place)])].join(', ');

/** « 7 tickets sur 10 », « 3 jours sur 8 ce mois-ci ». */
export function leftOf({ units, units_left, unit, days_per_month, days_left }: Pass): string {
  const { mine } = passes;
  if (units !== null && units_left !== null)
    return units_left > 0 ? mine.unitsLeft(units_left, units, unit) : mine.usedUp;
  if (days_per_month !== null && days_left !== null)
    return mine.daysLeft(days_left, days_per_month);
  return mine.everyDay;
}
