import { expect, test } from 'vitest';
import { aDay, at, DATE, span } from '../../../tests/desks';
import { Choosing } from './choosing.svelte';
import { ruleOf, weekdayOf } from './rule';
import { stickerIn } from './sticker';

test('what was chosen comes back from the address', () => {
  const choosing = new Choosing(
    `?quoi=desk&jour=${DATE}&de=10:30&pour=60&place=COWO-03&debut=10:30&fin=11:30`,
  );
  expect([choosing.group, choosing.date, choosing.minutes]).toEqual(['desk', DATE, 60]);
  expect(choosing.chosen).toEqual({ resource: 'COWO-03', ...span('10:30', '11:30') });
  const again = new Choosing(choosing.query);
  expect(again.query).toBe(choosing.query);
});

test('an address that makes no sense is a fresh page', () => {
  const fresh = new Choosing();
  const odd = new Choosing('?quoi=yacht&jour=2036-99-99&de=25:00&pour=-3&place=X&debut=9&fin=');
  expect([odd.query, odd.chosen]).toEqual([fresh.query, null]);
});

test('the wish begins when one can come, and ends with the house', () => {
  const choosing = new Choosing(`?jour=${DATE}`);
  expect(choosing.wishOn(aDay())).toEqual(span('09:00', '11:00'));
  choosing.hour = '18:00';
  expect(choosing.wishOn(aDay())).toEqual(span('18:00', '19:00'));
  expect(choosing.wishOn(aDay({ now: `${DATE}T19:30:00+01:00` }))).toBeNull();
});

test('at five past ten one may still sit down at ten', () => {
  const choosing = new Choosing(`?jour=${DATE}`);
  expect(choosing.wishOn(aDay({ now: `${DATE}T10:05:00+01:00` }))?.from).toBe(at('10:00'));
});

test('a series says its days and as many dates as it has', () => {
  expect(weekdayOf('2026-11-24')).toBe('TU');
  expect(ruleOf(['TU', 'TH'], 5)).toBe('FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10');
});

test('the square of a desk is told from all others', () => {
  const key = 'A_-4'.repeat(5) + 'xy';
  expect(
    [
      `https://preau.example.org/travailler/ici/#${key}`,
      `http://localhost:8000/en/travailler/ici/#${key}`,
      'https://elsewhere.org/#x',
      'P1:K7QM3XHA',
    ].map(stickerIn),
  ).toEqual([key, key, null, null]);
});
