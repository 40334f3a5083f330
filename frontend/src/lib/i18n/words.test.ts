import { expect, test } from 'vitest';
import { href, languageOf, withoutLanguage } from '.';
import { en } from './en';
import { fr } from './fr';

type Tree = { [key: string]: unknown };

function sentences(tree: Tree): string[] {
  return Object.values(tree).flatMap((word) => {
    if (typeof word === 'string') return [word];
    if (typeof word === 'function') return [String(word('x', 'y'))];
    return sentences(word as Tree);
  });
}

test('French has a non-breaking space wherever it needs one', () => {
  expect(sentences(fr).filter((sentence) => / [:;!?€%»]|« /.test(sentence))).toEqual([]);
});

test('nobody is spoken of in words that LOOK.md forbids', () => {
  const forbidden = /bénéficiaire|démuni|erreur \d|\bsession\b|utilisateur|beneficiary|\buser\b/i;
  expect(
    [...sentences(fr), ...sentences(en)].filter((sentence) => forbidden.test(sentence)),
  ).toEqual([]);
});

test('the language is in the address and nowhere else', () => {
  expect(['/', '/en', '/en/manger/', '/entree/'].map(languageOf)).toEqual(['fr', 'en', 'en', 'fr']);
  expect(['/manger/', '/en', '/en/manger/'].map(withoutLanguage)).toEqual([
    '/manger/',
    '/',
    '/manger/',
  ]);
  expect([href('/manger/', 'fr'), href('/manger/', 'en')]).toEqual(['/manger/', '/en/manger/']);
});
