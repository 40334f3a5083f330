/**
 * What may be said of a meal. A diet holds for a whole meal only when each of its dishes keeps it: somebody eats by
 * that word. A quality label of one dish may be told of the meal.
 */
import type { Dish } from '$lib/api/types';

type Tagged = Pick<Dish, 'tags'>;

export type DietTag = 'VEGAN' | 'VEGETARIAN';

const isDiet = (tag: string): tag is DietTag => tag === 'VEGAN' || tag === 'VEGETARIAN';

/** The strictest diet that a dish keeps; a vegan dish is a vegetarian one, too. */
export function dietOf({ tags }: Tagged): DietTag | null {
  if (tags.includes('VEGAN')) return 'VEGAN';
  return tags.includes('VEGETARIAN') ? 'VEGETARIAN' : null;
}

/** The strictest diet that all the dishes keep. */
export function dietOfMeal(dishes: Tagged[]): DietTag | null {
  const kept = new Set(dishes.map(dietOf));
  if (kept.size === 0 || kept.has(null)) return null;
  return kept.has('VEGETARIAN') ? 'VEGETARIAN' : 'VEGAN';
}

/** The labels that one dish or another bears, each once. */
export function qualitiesOf(dishes: Tagged[]): string[] {
  return [...new Set(dishes.flatMap(({ tags }) => tags))].filter((tag) => !isDiet(tag));
}
