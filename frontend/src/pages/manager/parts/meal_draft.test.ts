import { expect, test } from 'vitest';
import { MealDraft } from './meal_draft.svelte';

const draft = (about: Partial<MealDraft>) => Object.assign(new MealDraft(), about);

test('an hour is that of the house', () => {
  const written = draft({ date: '2026-11-24', starts: '12:00', ends: '12:50' }).written();
  expect([written.starts_at, written.ends_at]).toEqual([
    '2026-11-24T11:00:00.000Z',
    '2026-11-24T11:50:00.000Z',
  ]);
});

test('a dinner may end after midnight', () => {
  const { ends_at } = draft({ date: '2026-11-26', starts: '21:00', ends: '00:30' }).written();
  expect(ends_at).toBe('2026-11-26T23:30:00.000Z');
});

test('an empty reserve is left to the house, an empty menu is none', () => {
  const written = draft({ reserve: ' ', menu: '', covers: '40' }).written();
  expect(written).not.toHaveProperty('walk_in_reserve');
  expect(written).toMatchObject({ menu: null, covers: 40 });
});

test('what is not a number is said before the house is asked', () => {
  const wrong = draft({ covers: 'forty', reserve: 'x' });
  expect(wrong.check()).toBe(false);
  expect(Object.keys(wrong.errors)).toEqual(['covers', 'walk_in_reserve']);
});
