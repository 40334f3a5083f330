/** The examples are the server's own frames: pytest compares them with what it sends, we with what we understand. */
import { expect, test } from 'vitest';
import { isNews, isRefusal } from './messages';

const files = import.meta.glob<unknown>('/../tests/examples/*.json', {
  eager: true,
  import: 'default',
});
const frames = Object.entries(files).flatMap(([name, content]) =>
  (Array.isArray(content) ? content : [content]).map((frame): [string, unknown] => [name, frame]),
);

test.runIf(frames.length > 0).each(frames)('%s is a message that we understand', (_, frame) => {
  expect(isNews(frame) || isRefusal(frame)).toBe(true);
});

test('news and refusals are told apart', () => {
  expect(isNews({ topic: 'occupancy', revision: 1, at: '', data: {} })).toBe(true);
  expect(isRefusal({ topic: 'order:x', error: 'unknown' })).toBe(true);
  expect([null, 'x', {}, { topic: 1 }].some((other) => isNews(other) || isRefusal(other))).toBe(
    false,
  );
});
