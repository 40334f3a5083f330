import { expect, test } from 'vitest';
import { aPlace, at } from '../../../tests/desks';
import { features, inOneBreath, standing } from './spoken';

const fine = (text: string) => text.replaceAll('\u00a0', ' ');

test('a place is told in one breath', () => {
  const place = aPlace({ plug: true, equipment: ['lampe de lecture'] });
  expect(fine(inOneBreath(place, { word: 'later', at: at('14:00') }))).toBe(
    'Place 1, libre à 14 h, prise, au calme, lampe de lecture',
  );
});

test('a place that is free for less long says until when', () => {
  expect(fine(standing({ word: 'shorter', until: at('09:30') }))).toBe('libre jusqu’à 9 h 30');
});

test('a room says how many it seats', () => {
  expect(features(aPlace({ seats: 8, quiet: false, on_approval: true }))).toEqual([
    '8 personnes',
    'sur demande',
  ]);
  expect(standing({ word: 'taken' })).toBe('pris');
});
