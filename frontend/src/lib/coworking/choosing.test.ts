import { expect, test } from 'vitest';
import { aDay, aPlace, aSpace, at, DATE, span } from '../../../tests/desks';
import { Choosing } from './choosing.svelte';
import { ruleOf, weekdayOf, weeksUntil } from './rule';
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

test('an exam week proposes what its period allows, and no later day', () => {
  const choosing = new Choosing(`?jour=${DATE}&pour=240`);
  const usual = aSpace().seat;
  const exams = aDay({ spaces: [aSpace({ seat: { ...usual, max_hours: 1, default_hours: 1 } })] });
  expect([choosing.lengthsOn(aDay()).at(-1), choosing.lengthsOn(exams)]).toEqual([240, [30, 60]]);
  expect(choosing.wishOn(exams)).toEqual(span('09:00', '10:00'));
  expect(choosing.lastDayOf(exams)).toBe('2036-12-02');
});

test('a room has a room’s rules, though seats stand in it too', () => {
  const day = aDay({ results: [aPlace(), aPlace({ resource: 'MR1', kind: 'room' })] });
  const rooms = new Choosing(`?quoi=room&jour=${DATE}`);
  expect([rooms.lastDayOf(day), rooms.lengthsOn(day).at(-1)]).toEqual(['2037-05-24', 720]);
});

test('a series says its days, and ends where booking ends', () => {
  expect(weekdayOf('2026-11-24')).toBe('TU');
  const rule = (weeks: number) => ruleOf(['TU', 'TH'], '2026-11-24', weeks, '2026-12-01');
  expect([1, 5].map(rule)).toEqual([
    'FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261130',
    'FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261201',
  ]);
  expect(weeksUntil('2026-11-24', '2026-11-30')).toEqual([1]);
  expect(weeksUntil('2026-11-24', '2026-12-08')).toEqual([1, 2]);
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
