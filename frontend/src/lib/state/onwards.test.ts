import { expect, test } from 'vitest';
import { onwards } from './onwards';

const HOUSE = 'https://preau.example.org';
const from = (path: string) => onwards(`?vers=${encodeURIComponent(path)}`, HOUSE);

test('a path of the house is where she goes on', () => {
  expect(
    [
      '/admin/',
      '/maison/repas/?du=2026-11-24',
      '/en/tickets/#abc',
      '/admin/?next=https://x.org',
    ].map(from),
  ).toEqual([
    '/admin/',
    '/maison/repas/?du=2026-11-24',
    '/en/tickets/#abc',
    '/admin/?next=https://x.org',
  ]);
});

test('no other house is', () => {
  const elsewhere = [
    'https://elsewhere.org/',
    '//elsewhere.org/admin/',
    '/\\elsewhere.org/',
    '\\\\elsewhere.org/',
    '/\t/elsewhere.org/',
    '/.//elsewhere.org/',
    '///elsewhere.org',
    'javascript:alert(1)',
    'admin/',
    '',
  ];

  expect(elsewhere.map(from)).toEqual(elsewhere.map(() => null));
});

test('who was going nowhere stays', () => {
  expect(onwards('', HOUSE)).toBeNull();
});
