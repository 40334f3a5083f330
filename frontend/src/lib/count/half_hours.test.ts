import { expect, test } from 'vitest';
import { later, suggestedEnd } from './half_hours';

const at = (clock: string) => new Date(`2026-11-24T${clock}:00Z`);

test('a seat is offered for two hours at most, to the half hour', () => {
  expect(suggestedEnd(at('10:10'), at('18:00').toISOString())).toEqual(at('12:00'));
  expect(suggestedEnd(at('10:00'), at('18:00').toISOString())).toEqual(at('11:30'));
});

test('never longer than it is free', () => {
  expect(suggestedEnd(at('10:10'), at('11:45').toISOString())).toEqual(at('11:30'));
  expect(suggestedEnd(at('10:10'), at('10:29').toISOString())).toBeNull();
});

test('half an hour more', () => {
  expect(later(at('10:30').toISOString())).toBe(at('11:00').toISOString());
});
