import { beforeEach, expect, test } from 'vitest';
import { Section } from './section.svelte';

const known = { title: 'Soupe', keywords: ['repas'], people: 40 };
const opened = () => new Section('soupe.words', known);

beforeEach(() => sessionStorage.clear());

test('only what was typed is sent', () => {
  const section = opened();
  expect(section.dirty).toBe(false);
  section.typed.title = 'Grande soupe';
  section.typed.keywords = ['repas'];
  expect(section.changed).toEqual({ title: 'Grande soupe' });
});

test('news from the house never overwrites what somebody types', () => {
  const section = opened();
  section.typed.title = 'Grande soupe';
  section.take({ ...known, title: 'Petite soupe', people: 60 });
  expect({ ...section.typed }).toEqual({ title: 'Grande soupe', keywords: ['repas'], people: 60 });
});

test('what was typed while the answer was on its way is not lost', () => {
  const section = opened();
  section.typed.title = 'Grande soupe';
  const sent = section.changed;
  section.typed.people = 80;
  section.saved(sent, { ...known, title: 'Grande soupe' });
  expect(section.changed).toEqual({ people: 80 });
});

test('a reload brings back what was typed, a save forgets it', () => {
  const section = opened();
  section.typed.title = 'Grande soupe';
  section.keep();
  const again = opened();
  expect(again.typed.title).toBe('Grande soupe');
  again.saved(again.changed, { ...known, title: 'Grande soupe' });
  again.keep();
  expect(opened().typed.title).toBe('Soupe');
});
