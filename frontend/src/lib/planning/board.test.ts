import { expect, test } from 'vitest';
import { card, cardDate } from '../../../tests/planning';
import { boardOf, columnOf, firstToLookAt, nextDate, targetsOf } from './board';

const NOW = new Date('2026-11-23T10:00:00Z');

test('what the street knows stands in one column, what is over or given up in none of the plan', () => {
  const states = ['idea', 'published', 'moved', 'postponed', 'cancelled', 'held'] as const;
  expect(states.map((state) => columnOf({ state, dropped: false }))).toEqual([
    'idea',
    'published',
    'published',
    'published',
    'over',
    'over',
  ]);
  expect(columnOf({ state: 'idea', dropped: true })).toBe('over');
});

test('a card goes a step forth or back, and nowhere once the street knows', () => {
  expect(
    targetsOf(card({ state: 'filed', next_states: ['prepared', 'authorised', 'published'] })),
  ).toEqual(['prepared', 'authorised', 'published']);
  const told = card({
    state: 'published',
    next_states: ['moved', 'cancelled', 'held', 'postponed'],
  });
  expect([targetsOf(told), targetsOf(card({ dropped: true }))]).toEqual([[], []]);
});

test('the date on a card is the next that stands, else the last that was', () => {
  const dates = [
    cardDate({ id: 3, starts_at: '2026-12-20T16:00:00Z', ends_at: '2026-12-20T18:00:00Z' }),
    cardDate({ id: 1, starts_at: '2026-11-02T16:00:00Z', ends_at: '2026-11-02T18:00:00Z' }),
    cardDate({
      id: 2,
      state: 'cancelled',
      starts_at: '2026-12-01T16:00:00Z',
      ends_at: '2026-12-01T18:00:00Z',
    }),
  ];
  expect(nextDate(dates, NOW)?.id).toBe(3);
  expect(nextDate(dates, new Date('2027-01-05T00:00:00Z'))?.id).toBe(3);
  expect(nextDate([], NOW)).toBeNull();
});

test('the soonest is on top, and what has no date yet at the bottom', () => {
  const soon = card({ slug: 'soon', dates: [cardDate({ starts_at: '2026-12-01T16:00:00Z' })] });
  const later = card({ slug: 'later', dates: [cardDate({ starts_at: '2027-02-01T16:00:00Z' })] });
  const board = boardOf([card({ slug: 'undated', dates: [] }), later, soon], NOW);
  expect(board.idea.map(({ slug }) => slug)).toEqual(['soon', 'later', 'undated']);
});

test('a phone opens at what is late', () => {
  const late = card({ slug: 'late', state: 'filed', late: 1 });
  expect(firstToLookAt(boardOf([card(), late], NOW))).toBe('filed');
  expect(firstToLookAt(boardOf([card({ state: 'published' })], NOW))).toBe('published');
});
