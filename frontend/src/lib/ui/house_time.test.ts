import { expect, test } from 'vitest';
import { clock, dateInWords, daysLater, momentOf } from './house_time';

test.each([
  ['2026-11-24', '12:00', '2026-11-24T11:00:00.000Z'],
  ['2026-07-14', '12:00', '2026-07-14T10:00:00.000Z'],
  ['2026-07-14', '00:30', '2026-07-13T22:30:00.000Z'],
])('%s %s in the house is %s', (day, hour, moment) => {
  expect(momentOf(day, hour)).toBe(moment);
  expect(clock(moment)).toBe(hour);
});

test('on the days when the clock changes, noon is still noon', () => {
  expect(momentOf('2027-03-28', '12:00')).toBe('2027-03-28T10:00:00.000Z');
  expect(momentOf('2027-10-31', '12:00')).toBe('2027-10-31T11:00:00.000Z');
});

test('an hour that is skipped is the one after, one that comes twice is the first', () => {
  expect(clock(momentOf('2027-03-28', '02:30'))).toBe('03:30');
  expect(momentOf('2027-10-31', '02:30')).toBe('2027-10-31T00:30:00.000Z');
});

test('a day of another year is said with its year', () => {
  expect(dateInWords('2026-01-01')).toBe('1er\u00a0janvier 2026');
});

test('days follow each other, whatever the clock does', () => {
  expect([
    daysLater('2027-03-27', 1),
    daysLater('2027-03-27', 2),
    daysLater('2026-12-31', 1),
  ]).toEqual(['2027-03-28', '2027-03-29', '2027-01-01']);
});
