import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isKiosk } from '$lib/state/kiosk_mode';
import { Kiosk } from './kiosk.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => history.replaceState(null, '', '/'));

function aKiosk({ used = true } = {}) {
  const forget = vi.fn(async () => undefined);
  const kiosk = new Kiosk(forget);
  const stop = kiosk.watch(() => used);
  return { kiosk, forget, stop };
}

test('after 45 quiet seconds it asks, after 60 it forgets', () => {
  const { kiosk, forget, stop } = aKiosk();
  vi.advanceTimersByTime(44_000);
  expect(kiosk.left).toBe(null);
  vi.advanceTimersByTime(1_000);
  expect([kiosk.left, forget.mock.calls.length]).toEqual([15, 0]);
  vi.advanceTimersByTime(15_000);
  expect([kiosk.left, forget.mock.calls.length]).toEqual([null, 1]);
  stop();
});

test('a touch begins the minute anew', () => {
  const { forget, stop } = aKiosk();
  vi.advanceTimersByTime(59_000);
  dispatchEvent(new Event('pointerdown'));
  vi.advanceTimersByTime(59_000);
  expect(forget).not.toHaveBeenCalled();
  stop();
});

test('a front page that nobody has touched is left alone', () => {
  const { forget, stop } = aKiosk({ used: false });
  vi.advanceTimersByTime(600_000);
  expect(forget).not.toHaveBeenCalled();
  stop();
});

test('a screen is a kiosk from the day its address says so until it says otherwise', () => {
  expect(isKiosk()).toBe(false);
  history.replaceState(null, '', '/?borne=1');
  expect(isKiosk()).toBe(true);
  history.replaceState(null, '', '/manger/');
  expect(isKiosk()).toBe(true);
  history.replaceState(null, '', '/?borne=0');
  expect(isKiosk()).toBe(false);
});
