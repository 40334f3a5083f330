import { expect, test } from 'vitest';
import { codeOf, degrees, writtenSite } from './site_fields';

test('only what was changed of a site is said', () => {
  expect(writtenSite({})).toEqual({});
  expect(writtenSite({ power: ' Borne 32 A ', capacity: '', fallback: '' })).toEqual({
    power: 'Borne 32 A',
    capacity: null,
    fallback: null,
  });
  expect(writtenSite({ latitude: '45,7763', capacity: '300' })).toEqual({
    latitude: '45.77630',
    capacity: 300,
  });
});

test('a latitude ends at the poles', () => {
  expect([degrees('90', 90), degrees('91', 90), degrees('nord', 90)]).toEqual([
    '90.00000',
    null,
    null,
  ]);
});

test('a name makes a short code', () => {
  expect(codeOf('Place des Salins, côté Éphère !')).toBe('place-des-salins-cote-ephere');
});
