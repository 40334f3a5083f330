import { beforeEach, expect, test } from 'vitest';
import { AT_AN_EVENT, AT_THE_TABLE, KEYS } from './code.cases';
import { read, type Code } from './code';
import { isSigned } from './keys';

const code = read(AT_AN_EVENT) as Code;

beforeEach(() => localStorage.setItem('preau.keys', JSON.stringify(KEYS)));

test('a code says what it opens, for how many, and where', () => {
  expect(code).toMatchObject({ purpose: 'event', covers: 3, about: 42, keyId: '0a0b0c0d' });
  expect(read(AT_THE_TABLE)).toMatchObject({ purpose: 'meal', covers: 2 });
});

test.each([
  '',
  'K7QM3XHA',
  'https://example.org/',
  AT_AN_EVENT.slice(1),
  `:::${AT_AN_EVENT.slice(3)}`,
])('nothing else is a code: %s', (text) => expect(read(text)).toBe(null));

test('a code that this house signed is known without asking it', async () => {
  expect(await isSigned(code)).toBe(true);
});

test('one changed bit, or a key that nobody knows, is no signature', async () => {
  const body = code.body.slice();
  body[2] = 9;
  expect(await isSigned({ ...code, body })).toBe(false);
  expect(await isSigned({ ...code, keyId: 'ffffffff' })).toBe(false);
});

test('a phone that has never seen the keys cannot tell', async () => {
  localStorage.removeItem('preau.keys');
  expect(await isSigned(code)).toBe(null);
});
