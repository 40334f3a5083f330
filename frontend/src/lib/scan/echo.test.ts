import { expect, test } from 'vitest';
import { Echo } from './echo';

test('the same ticket within three seconds is an echo', () => {
  const echo = new Echo();
  expect([echo.of('A', 0), echo.of('A', 2_900)]).toEqual([false, true]);
});

test('a ticket that is held still is read once, however long', () => {
  const echo = new Echo();
  const seen = Array.from({ length: 100 }, (_, frame) => echo.of('A', frame * 100));
  expect(seen.filter((again) => !again)).toEqual([false]);
});

test('the same ticket after three seconds out of sight is a new scan', () => {
  const echo = new Echo();
  expect([echo.of('A', 0), echo.of('A', 3_000)]).toEqual([false, false]);
});

test('another ticket is never an echo, and the first one is new again after it', () => {
  const echo = new Echo();
  expect([echo.of('A', 0), echo.of('B', 100), echo.of('A', 200)]).toEqual([false, false, false]);
});

test('looking at another ticket while a verdict stays does not remember it', () => {
  const echo = new Echo();
  expect([echo.of('A', 0), echo.rings('B', 100), echo.of('B', 200)]).toEqual([false, false, false]);
});

test('what was asked for again is no echo', () => {
  const echo = new Echo();
  echo.of('A', 0);
  echo.fade();
  expect(echo.of('A', 100)).toBe(false);
});
