import { expect, test } from 'vitest';
import { Wedge, type Key } from './wedge';

const TOKEN = '6BFOXN%TS3DH.7$*+/: -Q8A';

function key(sign: string, at: number, more: Partial<Key> = {}): Key {
  return {
    key: sign,
    code: '',
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    timeStamp: at,
    ...more,
  };
}

/** The answers to all keys of `text` and a last one, `pause` ms apart. */
function type(wedge: Wedge, text: string, pause: number, last = 'Enter') {
  return [...text, last].map((sign, place) => wedge.press(key(sign, place * pause)));
}

test('a fast burst that ends in Enter is a scan, every sign of Base45 included', () => {
  expect(type(new Wedge(), TOKEN, 5).at(-1)).toEqual({ scanned: TOKEN });
});

test('a scanner that ends with Tab is heard as well', () => {
  expect(type(new Wedge(), TOKEN, 30, 'Tab').at(-1)).toEqual({ scanned: TOKEN });
});

test('from its second key on, a burst is kept from the page: no space presses a button', () => {
  expect(type(new Wedge(), 'AB CDEFG', 5).slice(0, -1)).toEqual([
    'typed',
    ...Array<string>(7).fill('burst'),
  ]);
});

test('somebody who types a code by hand is left alone', () => {
  expect(type(new Wedge(), 'K7QM3XHA', 110)).toEqual(Array<string>(9).fill('typed'));
});

test('a quick word is no scan', () => {
  expect(type(new Wedge(), 'CAFE', 5).at(-1)).toBe('typed');
});

test('what was typed before the scan is not part of it', () => {
  const wedge = new Wedge();
  wedge.press(key('X', 0));
  const answers = [...TOKEN, 'Enter'].map((sign, place) => wedge.press(key(sign, 500 + place * 5)));
  expect(answers.at(-1)).toEqual({ scanned: TOKEN });
});

test('Shift between the letters, and capitals lost on the way, change nothing', () => {
  const wedge = new Wedge();
  const signs = ['Shift', 'a', 'Shift', 'b', ...'cdefgh', 'Enter'];
  expect(signs.map((sign, place) => wedge.press(key(sign, place * 5))).at(-1)).toEqual({
    scanned: 'ABCDEFGH',
  });
});

test('on a French keyboard the places of the keys are read instead', () => {
  const wedge = new Wedge();
  // A US scanner sends Q, 7, $ (shift 4), A, 2, :, 9, Z; a French system hears other signs.
  const keys: [string, string, boolean][] = [
    ['A', 'KeyQ', true],
    ['è', 'Digit7', false],
    ['4', 'Digit4', true],
    ['Q', 'KeyA', true],
    ['é', 'Digit2', false],
    ['M', 'Semicolon', true],
    ['ç', 'Digit9', false],
    ['W', 'KeyZ', true],
  ];
  keys.forEach(([sign, code, shiftKey], place) =>
    wedge.press(key(sign, place * 5, { code, shiftKey })),
  );
  expect(wedge.press(key('Enter', 40))).toEqual({ scanned: 'Q7$A2:9Z' });
});

test('shortcuts are not letters', () => {
  const wedge = new Wedge();
  expect(wedge.press(key('v', 0, { ctrlKey: true }))).toBe('typed');
  expect(type(wedge, 'ABCDEFGH', 5).at(-1)).toEqual({ scanned: 'ABCDEFGH' });
});
