import { expect, test } from 'vitest';
import { aDay, aPlace, aSpace, at, span, stretch } from '../../../tests/desks';
import { columnsOf, frameOf, hoursOf, momentAt, partsOf, within } from './timeline';

test('the frame goes from the first door to the last of the rooms that are shown', () => {
  const day = aDay();
  day.spaces.push(aSpace({ code: 'MR1', open: [stretch('08:00', '12:00')] }));
  expect(frameOf(day, ['STUD', 'MR1'])).toEqual(span('08:00', '19:00'));
  expect(frameOf(day, ['STUD'])).toEqual(span('09:00', '19:00'));
  expect(frameOf(aDay({ spaces: [aSpace({ code: 'MR1', open: [] })] }), ['MR1'])).toBeNull();
});

test('a stretch lies where its hours are, cut to the frame', () => {
  const frame = span('09:00', '19:00');
  expect(within(frame, span('10:00', '12:00'))).toEqual({ start: 0.1, size: 0.2 });
  expect(within(frame, span('08:00', '09:00'))).toEqual({ start: 0, size: 0 });
  expect(within(frame, span('18:00', '23:00')).start).toBeCloseTo(0.9);
});

test('columns are half hours, and full hours are written above', () => {
  const frame = span('08:30', '11:00');
  expect(columnsOf(frame, 30)).toBe(5);
  const minutes = (moment: number) => new Date(moment).getUTCMinutes();
  expect(hoursOf(frame, 30, minutes)).toEqual([at('09:00'), at('10:00')]);
});

test('a row tells what is free and what is taken in order of time', () => {
  const place = aPlace({
    free: [stretch('12:00', '19:00')],
    busy: [{ ...stretch('10:00', '12:00'), state: 'blocked', title: 'Atelier' }],
  });
  expect(partsOf(place).map((part) => [part.is, part.from])).toEqual([
    ['busy', at('10:00')],
    ['free', at('12:00')],
  ]);
});

test('a finger in the middle of a stretch means its middle', () => {
  expect(momentAt(span('10:00', '12:00'), 0.5)).toBe(at('11:00'));
  expect(momentAt(span('10:00', '12:00'), 7)).toBe(at('12:00'));
});
