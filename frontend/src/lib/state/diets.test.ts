import { expect, test } from 'vitest';
import type { Dish } from '$lib/api/types';
import { dietOf, dietOfMeal, qualitiesOf } from './diets';

const meal = (...dishes: Dish['tags'][]) => dishes.map((tags) => ({ tags }));

test('one vegan dish makes no vegan meal', () => {
  expect(dietOfMeal(meal(['VEGETARIAN', 'VEGAN'], ['VEGETARIAN'], ['VEGAN']))).toBe('VEGETARIAN');
  expect(dietOfMeal(meal(['VEGAN'], ['PECHE_DURABLE'], ['VEGAN']))).toBe(null);
});

test('a meal whose dishes are all vegan is vegan, and one without dishes is nothing', () => {
  expect(dietOfMeal(meal(['VEGAN', 'BIO'], ['VEGETARIAN', 'VEGAN']))).toBe('VEGAN');
  expect(dietOfMeal([])).toBe(null);
});

test('of a dish the strictest diet is said', () => {
  const said = meal(['VEGETARIAN', 'VEGAN'], ['BIO', 'VEGETARIAN'], ['BIO']).map(dietOf);
  expect(said).toEqual(['VEGAN', 'VEGETARIAN', null]);
});

test('labels are told of the meal, each once, and diets are none of them', () => {
  expect(qualitiesOf(meal(['VEGAN', 'BIO'], ['BIO', 'LOCAL']))).toEqual(['BIO', 'LOCAL']);
});
