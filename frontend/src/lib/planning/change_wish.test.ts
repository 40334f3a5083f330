import { expect, test } from 'vitest';
import { cardDate, JAUDE, LECOQ } from '../../../tests/planning';
import { ChangeWish } from './change_wish.svelte';
import type { Place } from './types';

const first = cardDate({
  id: 7,
  starts_at: '2027-05-08T09:00:00Z',
  ends_at: '2027-05-08T14:00:00Z',
  place: JAUDE,
});
const second = {
  ...first,
  id: 8,
  starts_at: '2027-05-15T09:00:00Z',
  ends_at: '2027-05-15T14:00:00Z',
};

test('a cancellation is of all that are to come, and says why', () => {
  const wish = new ChangeWish([first, second], 'cancelled');
  expect([wish.check(), wish.wrong]).toEqual([false, { words: 'needed' }]);
  wish.words = ' Avis de tempête ';
  expect([wish.check(), wish.written([])]).toEqual([
    true,
    { what: 'cancelled', words: 'Avis de tempête' },
  ]);
});

test('a move is of one date and says only what differs', () => {
  const wish = new ChangeWish([first, second]);
  Object.assign(wish, { place: 'site:lecoq', words: 'Pluie' });
  expect(wish.written([JAUDE, LECOQ])).toEqual({
    what: 'moved',
    date: 7,
    site: 'lecoq',
    words: 'Pluie',
  });
});

test('where it was dropped is what the form begins with', () => {
  const to = { starts_at: '2027-05-15T09:00:00Z', ends_at: '2027-05-15T14:00:00Z', place: JAUDE };
  const wish = new ChangeWish([first], 'moved', to);
  wish.words = 'Jour férié';
  expect(wish.written([JAUDE])).toEqual({
    what: 'moved',
    date: 7,
    starts_at: '2027-05-15T09:00:00.000Z',
    ends_at: '2027-05-15T14:00:00.000Z',
    words: 'Jour férié',
  });
});

test('plan B is known to the house: neither place nor time is said again', () => {
  const wish = new ChangeWish([{ ...first, fallback: true }]);
  Object.assign(wish, { planB: true, words: 'Pluie' });
  expect(wish.written([JAUDE])).toEqual({ what: 'moved', date: 7, plan_b: true, words: 'Pluie' });
});

test('the same change said again is the same command, another one is not', () => {
  const wish = new ChangeWish([first], 'cancelled');
  wish.words = 'Vent';
  const key = wish.keyOf(wish.written([]));
  expect(wish.keyOf(wish.written([]))).toBe(key);
  wish.words = 'Grand vent';
  expect(wish.keyOf(wish.written([]))).not.toBe(key);
});

test('a room that stands in another way is a move, one of a series of all that follow', () => {
  const hall: Place = {
    code: 'HALL',
    name: 'Grande salle',
    kind: 'room',
    layouts: [
      { name: 'seated', capacity: 60, usual: true },
      { name: 'standing', capacity: 120, usual: false },
    ],
  };
  const wish = new ChangeWish([{ ...first, place: hall, layout: 'standing', following: 3 }]);
  Object.assign(wish, { layout: '', following: true, words: 'Plus de chaises' });
  expect(wish.written([hall])).toEqual({
    what: 'moved',
    date: 7,
    following: true,
    space: 'HALL',
    words: 'Plus de chaises',
  });
});
