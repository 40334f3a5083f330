/** The examples are the server's own frames: pytest compares them with what it sends, we with what we understand. */
import { expect, test } from 'vitest';
import { aChange, aDate } from '../../../tests/street';
import { isNews, isRefusal, type Truths } from './messages';

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

// Written out, so that the compiler holds each to its type; the examples hold it to what the server says.
const at = { updated_at: null, revision: 1 };
const figures = { present: 0, capacity: 54, warn: false, full: false };
const sitting = { sitting: 12, state: 'open' as const, covers_left: 9 };
const building = { code: 'preau', level: 'calm' as const, ...at };
const space = { space: 'CANT', level: 'calm' as const, free: null, ...at };
const stretch = { starts_at: '2026-11-24T10:00+01:00', ends_at: '2026-11-24T12:00+01:00' };
const ticket = { serial: '9f0c', state: 'valid' as const, covers: 2, covers_redeemed: 1 };
const truths: Truths = {
  occupancy: { building, spaces: [space] },
  sitting,
  order: { state: 'confirmed', tickets: [ticket] },
  'crew:occupancy': { building: { ...building, ...figures }, spaces: [{ ...space, ...figures }] },
  'crew:sitting': {
    ...sitting,
    covers: 48,
    expected: 30,
    held: 2,
    served: 13,
    left: 17,
    free: 16,
    unclaimed: 0,
  },
  coworking: {
    space: 'STUD',
    date: '2026-11-24',
    results: [{ resource: 'STUD-01', free: [stretch], busy: [{ ...stretch, state: 'taken' }] }],
  },
  booking: { state: 'confirmed' },
  waiting: { state: 'offered', skipped: '' },
  event: {
    slug: 'jeux',
    state: 'published',
    conditional: false,
    news: { what: 'moved', words: '', words_en: '', at: '' },
    dates: [aDate({ was: { starts_at: null, ends_at: null, place: '' } })],
  },
  registration: {
    state: 'waiting',
    places: 2,
    admitted: 0,
    ahead: 3,
    expires_at: null,
    status: 'scheduled',
  },
  street: { results: [aChange()] },
  day: {
    date: 7,
    count: {
      total: 41,
      walked_in: 38,
      admitted: 3,
      now: null,
      peak: 30,
      peak_of: 'quarter',
      quarters: [{ starts_at: '2027-04-24T15:00+02:00', walked_in: 8, admitted: 3, gone: 0 }],
      methods: ['counted'],
    },
    incidents: 1,
    decision: 'go',
  },
};

/** The names in it, all the way down; of a list those of its first. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]));
}

const news = frames.map(([, frame]) => frame).filter(isNews);

test.each(Object.entries(truths))('what we take for %s is what the server says', (name, ours) => {
  const theirs = news.filter(({ topic }) => topic === name || topic.startsWith(`${name}:`));
  expect(theirs.length).toBeGreaterThan(0);
  expect(theirs.map(({ data }) => shapeOf(data))).toEqual(theirs.map(() => shapeOf(ours)));
});
