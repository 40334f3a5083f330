import { expect, test } from 'vitest';
import { Problem, Unreachable } from '$lib/api/problem';
import { refused, served } from './verdict';

const problem = (code: string, status: number, figures: object = {}) =>
  new Problem({ code, detail: 'A sentence.', ...figures }, status);

test('a meal served is good, with its covers and what is left', () => {
  const answer = { result: 'redeemed', serial: 'A1', sitting: 3, covers: 2, covers_left: 1 };
  expect(served({ ...answer, redeemed_at: '2026-11-24T11:31:00Z' })).toMatchObject({
    family: 'good',
    covers: 2,
    coversLeft: 1,
    retry: false,
  });
});

test.each([
  ['already_redeemed', 409, 'again'],
  ['not_enough_covers', 409, 'again'],
  ['wrong_sitting', 422, 'elsewhere'],
  ['not_yet', 422, 'elsewhere'],
  ['too_late', 422, 'elsewhere'],
  ['sitting_full', 409, 'elsewhere'],
  ['not_this_door', 403, 'elsewhere'],
  ['unknown_ticket', 404, 'no'],
  ['forged_ticket', 422, 'no'],
  ['void_ticket', 422, 'no'],
])('%s is of its family', (code, status, family) => {
  expect(refused(problem(code, status))).toMatchObject({ code, family, covers: 0 });
});

test('a replay tells the time of the first use', () => {
  const first = '2026-11-24T12:31:00+01:00';
  expect(refused(problem('already_redeemed', 409, { first_redeemed_at: first })).at).toBe(first);
});

test('another sitting tells when that one is', () => {
  const starts_at = '2026-11-24T13:00:00+01:00';
  expect(refused(problem('wrong_sitting', 422, { starts_at })).at).toBe(starts_at);
});

test('too many covers asked tells how many there are', () => {
  expect(refused(problem('not_enough_covers', 409, { covers_left: 1 })).coversLeft).toBe(1);
});

test.each([
  ['invalid', 400, 'unknown_ticket', false],
  ['device_revoked', 401, 'signed_out', false],
  ['forbidden', 403, 'not_allowed', false],
  ['throttled', 429, 'slow_down', false],
  ['server_error', 500, 'no_answer', true],
])('%s %i reads %s', (code, status, read, retry) => {
  expect(refused(problem(code, status))).toMatchObject({ code: read, retry });
});

test('silence is not a no: it can be asked again', () => {
  expect(refused(new Unreachable(), false)).toMatchObject({ code: 'no_network', retry: true });
  expect(refused(new Unreachable(), true)).toMatchObject({ code: 'no_answer', retry: true });
});
