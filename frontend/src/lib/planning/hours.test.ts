import { expect, test } from 'vitest';
import { onDay, stretchOf, typedOf, wrongHours } from './hours';

test('a ball ends after midnight', () => {
  expect(stretchOf('2027-05-28', '17:00', '01:00')).toEqual({
    starts_at: '2027-05-28T15:00:00.000Z',
    ends_at: '2027-05-28T23:00:00.000Z',
  });
});

test('on another day the clock shows the same hours, in summer as in winter', () => {
  const evening = stretchOf('2027-03-20', '17:00', '20:00');
  expect(typedOf(onDay(evening, '2027-04-24'))).toEqual({
    day: '2027-04-24',
    from: '17:00',
    until: '20:00',
  });
  const night = stretchOf('2027-05-28', '17:00', '01:00');
  expect(onDay(night, '2027-12-03')).toEqual(stretchOf('2027-12-03', '17:00', '01:00'));
});

test('what is missing is named by its field', () => {
  expect(wrongHours('', '14:00', '')).toEqual({ day: 'needed', ends_at: 'needed' });
  expect(wrongHours('2027-01-01', '14:00', '14:00')).toEqual({ ends_at: 'endsBefore' });
  expect(wrongHours('2027-01-01', '14:00', '18:00')).toEqual({});
});
