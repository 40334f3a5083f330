import { expect, test } from 'vitest';
import { standing } from './now_next';

const at = (hour: string) => `2026-12-11T${hour}:00+01:00`;
const line = (hour: string, what: string) => ({ at: at(hour), what, who: '', where: '' });
const lines = [
  line('16:00', 'tables'),
  line('16:00', 'courant'),
  line('17:00', 'ouvrir'),
  line('20:00', 'ranger'),
];
const where = (hour: string) => {
  const { now, next, minutes } = standing(lines, new Date(at(hour)));
  return [now.map(({ what }) => what).join(), next.map(({ what }) => what).join(), minutes];
};

test.each([
  ['15:50', '', 'tables,courant', 10],
  ['16:00', 'tables,courant', 'ouvrir', 60],
  ['16:59', 'tables,courant', 'ouvrir', 1],
  ['17:00', 'ouvrir', 'ranger', 180],
  ['21:00', 'ranger', '', 0],
])('at %s it is "%s", then "%s"', (hour, now, next, minutes) => {
  expect(where(hour)).toEqual([now, next, minutes]);
});

test('a date without a run sheet has neither', () => {
  expect(standing([], new Date())).toEqual({ now: [], next: [], minutes: 0 });
});
