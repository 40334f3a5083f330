import { expect, test } from 'vitest';
import { nextAt, toQuarter, written } from './quarters';

const evening = { starts_at: '2026-12-11T16:00:00Z' }; // 17:00 in the house
const line = (at: string, what: string) => ({ at, what, who: '', where: '' });

test('hours are those of quarters', () => {
  expect(['16:38', '16:37', '23:55', '09:00'].map(toQuarter)).toEqual([
    '16:45',
    '16:30',
    '00:00',
    '09:00',
  ]);
});

test('the next line begins a quarter after the last, the first an hour before the event', () => {
  expect(nextAt([], evening.starts_at)).toBe('16:00');
  expect(nextAt([line('16:45', 'Barnums')], evening.starts_at)).toBe('17:00');
});

test('lines are written in their order, those without words left out', () => {
  const lines = [
    line('19:00', 'Ranger'),
    line('', 'sans heure'),
    line('15:30', ' Camion '),
    line('16:00', ''),
  ];
  expect(written(lines, evening).map(({ at, what }) => [at, what])).toEqual([
    ['2026-12-11T14:30:00.000Z', 'Camion'],
    ['2026-12-11T18:00:00.000Z', 'Ranger'],
  ]);
});

test('of an evening, what is at half past midnight comes after it', () => {
  const [night] = written([line('00:30', 'Fermer la grille')], evening);
  expect(night?.at).toBe('2026-12-11T23:30:00.000Z');
});
