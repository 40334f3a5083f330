import { expect, test } from 'vitest';
import { calendarDate, JAUDE, LECOQ } from '../../../tests/planning';
import { busyDays, daysOf, mayGo, rowsOf, turned } from './calendar_grid';

const dayOf = (at: string) => at.slice(0, 10);

test('a month has its own days, two weeks begin on a Monday', () => {
  expect(daysOf('month', '2027-02-14')).toHaveLength(28);
  expect(daysOf('month', '2028-02-14').at(-1)).toBe('2028-02-29');
  expect(daysOf('weeks', '2026-11-29')[0]).toBe('2026-11-23');
  expect(daysOf('weeks', '2026-11-23')).toHaveLength(14);
});

test('one turns a page forth and back, over the end of a year too', () => {
  expect([turned('month', '2026-12-31', 1), turned('month', '2027-01-05', -1)]).toEqual([
    '2027-01-01',
    '2026-12-01',
  ]);
  expect([turned('weeks', '2026-12-30', 1), turned('weeks', '2026-12-30', -1)]).toEqual([
    '2027-01-11',
    '2026-12-14',
  ]);
});

test('each place has its row; a date stands on its own day and on no other', () => {
  const days = daysOf('weeks', '2026-11-23');
  const first = calendarDate({ date: 1, starts_at: '2026-11-24T17:00:00Z', place: JAUDE });
  const second = calendarDate({ date: 2, starts_at: '2026-11-27T17:00:00Z', place: JAUDE });
  const rows = rowsOf([JAUDE, LECOQ], [second, first], days, dayOf);
  expect(rows.map(({ place }) => place.name)).toEqual(['Place de Jaude', 'Jardin Lecoq']);
  const [jaude, lecoq] = rows;
  expect(jaude?.days['2026-11-24']).toEqual([first]);
  expect(jaude?.days['2026-11-27']).toEqual([second]);
  expect(Object.values(jaude?.days ?? {}).flat()).toEqual([first, second]);
  expect(Object.values(lecoq?.days ?? {}).flat()).toEqual([]);
  expect([...busyDays(rows, days)]).toEqual(['2026-11-24', '2026-11-27']);
});

test('two on one day stand one under the other, the earlier first', () => {
  const late = calendarDate({ date: 1, starts_at: '2026-11-24T17:00:00Z' });
  const early = calendarDate({ date: 2, starts_at: '2026-11-24T09:00:00Z' });
  const [row] = rowsOf([JAUDE], [late, early], daysOf('weeks', '2026-11-23'), dayOf);
  expect(row?.days['2026-11-24']?.map(({ date }) => date)).toEqual([2, 1]);
});

test('a date goes to another day or place, never into the past, never to where it is', () => {
  const date = calendarDate({ starts_at: '2026-11-27T17:00:00Z', place: JAUDE });
  const may = (place: typeof JAUDE, day: string) => mayGo(date, place, day, '2026-11-24', dayOf);
  expect([
    may(JAUDE, '2026-11-27'),
    may(LECOQ, '2026-11-27'),
    may(JAUDE, '2026-11-28'),
    may(JAUDE, '2026-11-23'),
  ]).toEqual([false, true, true, false]);
  expect(mayGo({ ...date, can_move: false }, LECOQ, '2026-11-28', '2026-11-24', dayOf)).toBe(false);
});
