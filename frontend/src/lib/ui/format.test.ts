import { expect, test } from 'vitest';
import { centsOf, dateKey, day, dayAndTime, inFours, money, time } from './format';

test('money is written the French way, with non-breaking spaces', () => {
  expect(money(750)).toBe('7,50\u00a0€');
  expect(money(0)).toBe('0,00\u00a0€');
  expect(money(-218)).toBe('\u22122,18\u00a0€');
});

test('an amount may be typed in any way that people write one', () => {
  expect(['4', '4,5', '7.50', '7,50 €', ' 0 '].map(centsOf)).toEqual([400, 450, 750, 750, 0]);
});

test('what is no amount is no amount', () => {
  expect(['', 'rien', '-3', '1,234', '4,', '1e3', '999999'].map(centsOf)).toEqual(
    Array(7).fill(null),
  );
});

test('times are those of the house, whatever the phone thinks', () => {
  expect(time('2026-11-24T11:00:00Z')).toBe('12\u00a0h');
  expect(time('2026-07-24T10:30:00Z')).toBe('12\u00a0h\u00a030');
  expect(dayAndTime('2026-11-24T11:00:00Z')).toBe('mardi 24\u00a0novembre, 12\u00a0h');
});

test('the first of a month is the first, in French', () => {
  expect(day('2026-12-01T11:00:00Z')).toBe('mardi 1er\u00a0décembre');
  expect(day('2026-12-11T11:00:00Z')).toBe('vendredi 11\u00a0décembre');
});

test('the day of the house changes at its own midnight', () => {
  expect(dateKey('2026-11-23T23:30:00Z')).toBe('2026-11-24');
});

test('a code is spelled in groups of four', () => {
  expect(inFours('K7QM3XHA')).toBe('K7QM\u00a03XHA');
});
