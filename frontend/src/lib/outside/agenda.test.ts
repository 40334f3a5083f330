import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aDate, anEvent, aSquare } from '../../../tests/street';
import { entriesOf, EVERYTHING, fits, isAhead, mainDate, searchOf, until, wishOf } from './agenda';

// A Tuesday.
const NOW = new Date('2036-11-25T12:00:00+01:00');
beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => vi.useRealTimers());

const on = (starts_at: string, ends_at: string, about = {}) =>
  aDate({ starts_at, ends_at, ...about });
const ahead = (events: Parameters<typeof entriesOf>[0], when: 'all' | 'week' | 'month') =>
  entriesOf(events)
    .filter((entry) => isAhead(entry, when, NOW))
    .map(({ at }) => at.slice(0, 10));

test('an address says what is looked for, and says it again', () => {
  const wish = {
    ...EVERYTHING,
    view: 'map' as const,
    when: 'week' as const,
    free: true,
    place: 'jaude',
  };
  expect(searchOf(wish)).toBe('?vue=carte&quand=semaine&ou=jaude&gratuit=1');
  expect(wishOf(searchOf(wish))).toEqual(wish);
  expect(searchOf(EVERYTHING)).toBe('');
});

test('an address that asks for nonsense asks for everything', () => {
  expect(wishOf('?vue=3d&quand=hier&le=2036-13')).toEqual(EVERYTHING);
});

test('a week ends with its Sunday and a month with its last day', () => {
  expect([
    until('week', '2036-11-25'),
    until('week', '2036-11-30'),
    until('week', '2036-12-01'),
  ]).toEqual(['2036-12-01', '2036-12-01', '2036-12-08']);
  expect([until('month', '2036-12-25'), until('all', '2036-12-25')]).toEqual(['2037-01-01', null]);
});

test('this week is what is not over yet and begins before Monday, on the clock of the house', () => {
  const event = anEvent({
    dates: [
      on('2036-11-25T09:00:00+01:00', '2036-11-25T11:00:00+01:00'),
      on('2036-11-25T11:00:00+01:00', '2036-11-25T13:00:00+01:00'),
      on('2036-11-30T23:30:00+01:00', '2036-12-01T01:00:00+01:00'),
      on('2036-12-01T00:30:00+01:00', '2036-12-01T02:00:00+01:00'),
    ],
  });
  expect(ahead([event], 'week')).toEqual(['2036-11-25', '2036-11-30']);
  expect(ahead([event], 'month')).toEqual(['2036-11-25', '2036-11-30']);
  expect(ahead([event], 'all')).toHaveLength(3);
});

test('who looks for a date where it was finds it there, gone, and where it went', () => {
  const was = {
    starts_at: '2036-11-26T15:00:00+01:00',
    ends_at: '2036-11-26T19:00:00+01:00',
    place: '',
  };
  const moved = anEvent({
    dates: [
      on('2036-12-03T15:00:00+01:00', '2036-12-03T19:00:00+01:00', { status: 'rescheduled', was }),
    ],
  });
  expect(entriesOf([moved]).map(({ at, gone }) => [at.slice(0, 10), gone])).toEqual([
    ['2036-11-26', true],
    ['2036-12-03', false],
  ]);
});

test('what moved to another hour of its day, or to another place, is one line', () => {
  const was = { starts_at: '2036-11-25T10:00:00+01:00', ends_at: null, place: 'Cour' };
  expect(entriesOf([anEvent({ dates: [aDate({ was })] })])).toHaveLength(1);
  const elsewhere = { starts_at: null, ends_at: null, place: 'Cour' };
  expect(entriesOf([anEvent({ dates: [aDate({ was: elsewhere })] })])).toHaveLength(1);
});

test('lines are chosen by place, price, step and subject', () => {
  const [line] = entriesOf([
    anEvent({ price: 'fixed', price_cents: 400, accessible: true, keywords: ['jeux'] }),
  ]);
  const asked = (about: Partial<typeof EVERYTHING>) =>
    line && fits(line, { ...EVERYTHING, ...about });
  expect([
    asked({}),
    asked({ place: 'jaude', accessible: true, keyword: 'jeux' }),
    asked({ free: true }),
    asked({ place: 'lecoq' }),
    asked({ keyword: 'bal' }),
  ]).toEqual([true, true, false, false, false]);
});

test('of several dates the page is about the next that still takes place', () => {
  const past = on('2036-11-24T15:00:00+01:00', '2036-11-24T19:00:00+01:00', { id: 1 });
  const off = on('2036-11-26T15:00:00+01:00', '2036-11-26T19:00:00+01:00', {
    id: 2,
    status: 'cancelled',
  });
  const next = on('2036-11-27T15:00:00+01:00', '2036-11-27T19:00:00+01:00', {
    id: 3,
    place: aSquare(),
  });
  expect(mainDate(anEvent({ dates: [past, off, next] }), NOW)?.id).toBe(3);
  expect(mainDate(anEvent({ dates: [past, off] }), NOW)?.id).toBe(2);
  expect(mainDate(anEvent({ dates: [past] }), NOW)?.id).toBe(1);
});
