/** Places and their hours in words: for the list, for ears, for the sentence in the sheet. */
import type { Standing, Span } from '$lib/coworking/slots';
import type { Booking, Place } from '$lib/coworking/types';
import { time } from '$lib/ui/format';
import { words } from './words';

const at = (moment: number) => time(new Date(moment));

/** « de 9 h à 12 h ». */
export const span = ({ from, to }: Span) => words.said.span(at(from), at(to));

/** « libre à 14 h », « pris ». */
export function standing(how: Standing): string {
  return how.word === 'later' ? words.standing.later(at(how.at)) : words.standing[how.word];
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
  [place.name, standing(how), ...features(place)].join(', ');
