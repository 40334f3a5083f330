import { beforeEach, expect, test, vi } from 'vitest';
import { verdict, type Code } from '$lib/scan/verdict';
import { sayings } from './sayings';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-24T13:00:00+01:00') }));
const said = (code: Code, more: object = {}) => sayings(verdict(code, more), 'event').word;

test.each([
  ['admitted', 'Bienvenue'],
  ['admitted_offline', 'Accepté hors ligne'],
  ['wrong_event', 'Pas cet événement'],
  ['forged_ticket', 'Pas un ticket d’ici'],
] as const)('at an entrance %s is said %s', (code, word) => expect(said(code)).toBe(word));

test('who came in before hears when', () => {
  expect(said('already_admitted', { at: '2026-11-24T12:31:00+01:00' })).toBe(
    'Déjà entré·e à 12\u00a0h\u00a031',
  );
});

test('at the table the same is about a meal', () => {
  expect(sayings(verdict('redeemed', { covers: 2 }), 'meal')).toEqual({
    word: 'Bon appétit',
    hint: '',
  });
});
