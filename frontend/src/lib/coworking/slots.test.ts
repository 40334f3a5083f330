import { describe, expect, test } from 'vitest';
import { aBooking, aDay, aPlace, at, span, stretch } from '../../../tests/desks';
import {
  arrivalsOf,
  endsFrom,
  freeBut,
  nextFit,
  proposal,
  standingOf,
  startsIn,
  stretchAt,
} from './slots';

const wish = span('10:00', '12:00');

describe('how a place stands to a wish', () => {
  test('free only when all of it is free', () => {
    expect(standingOf(aPlace(), wish)).toEqual({ word: 'free' });
    const half = aPlace({ free: [stretch('11:00', '19:00')] });
    expect(standingOf(half, wish)).toEqual({ word: 'later', at: at('11:00') });
  });

  test('stretches that touch are two: one cannot sit through a change of booking', () => {
    const parted = aPlace({ free: [stretch('09:00', '11:00'), stretch('11:00', '13:00')] });
    expect(standingOf(parted, wish)).toEqual({ word: 'shorter', until: at('11:00') });
  });

  test('a hall that is free is asked for, not booked', () => {
    expect(standingOf(aPlace({ on_approval: true }), wish)).toEqual({ word: 'on_request' });
  });

  test('what is free before the wish is of no use', () => {
    const place = aPlace({
      free: [stretch('09:00', '10:00')],
      busy: [{ ...stretch('10:00', '19:00'), state: 'taken' }],
    });
    expect(standingOf(place, wish)).toEqual({ word: 'taken' });
  });

  test('one’s own comes before all other words', () => {
    const mine = [aBooking()];
    expect(standingOf(aPlace({ free: [] }), wish, mine)).toEqual({
      word: 'mine',
      until: at('12:00'),
    });
    expect(standingOf(aPlace(), span('12:00', '14:00'), mine)).toEqual({ word: 'free' });
  });

  test('a walk-in seat and a resident’s desk are never free to book', () => {
    expect(standingOf(aPlace({ bookable: false }), wish)).toEqual({ word: 'walk_in' });
    expect(standingOf(aPlace({ resident: true }), wish)).toEqual({ word: 'resident' });
  });

  test('without anything free or taken it is closed', () => {
    expect(standingOf(aPlace({ free: [] }), wish)).toEqual({ word: 'closed' });
  });
});

describe('half hours', () => {
  test('the last one that begins leaves half an hour', () => {
    expect(startsIn(span('09:00', '10:30'), 30)).toEqual([at('09:00'), at('09:30'), at('10:00')]);
  });

  test('an end is never past what is free, nor past the longest booking', () => {
    expect(endsFrom(at('09:00'), span('09:00', '10:00'), 30, 240)).toEqual([
      at('09:30'),
      at('10:00'),
    ]);
    expect(endsFrom(at('09:00'), span('09:00', '19:00'), 30, 60).at(-1)).toBe(at('10:00'));
  });

  test('a tap proposes her length from the half hour that was tapped', () => {
    expect(proposal(span('09:00', '19:00'), at('13:10'), 120, 30, 240)).toEqual(
      span('13:00', '15:00'),
    );
    expect(proposal(span('09:00', '14:00'), at('13:10'), 120, 30, 240)).toEqual(
      span('13:00', '14:00'),
    );
  });

  test('at five past, the half hour that runs can still be taken; at closing time nothing can', () => {
    const day = aDay({ now: '2036-11-25T10:05:00+01:00' });
    expect(arrivalsOf(day, ['STUD'])[0]).toBe(at('10:00'));
    expect(arrivalsOf(aDay({ now: '2036-11-25T19:00:00+01:00' }), ['STUD'])).toEqual([]);
    expect(arrivalsOf(day, ['COWO'])).toEqual([]);
  });

  test('the next fit is the first hour at which all of the wish is free somewhere', () => {
    const places = [
      aPlace({ free: [stretch('15:00', '16:00')] }),
      aPlace({ resource: 'STUD-02', free: [stretch('16:30', '19:00')] }),
      aPlace({ resource: 'STUD-22', bookable: false }),
    ];
    expect(nextFit(places, wish, 30)).toBe(at('16:30'));
    expect(nextFit([], wish, 30)).toBeNull();
  });

  test('who moves her booking gives up its time, and the set-up around it', () => {
    const room = aPlace({
      free: [stretch('09:00', '09:30'), stretch('12:30', '15:00')],
      busy: [
        { ...stretch('09:45', '12:15'), state: 'taken' },
        { ...stretch('15:15', '19:00'), state: 'taken' },
      ],
    });
    const there = (own: [string, string]) =>
      freeBut(room, span(...own)).map((it) => [Date.parse(it.starts_at), Date.parse(it.ends_at)]);
    expect(there(['10:00', '12:00'])).toEqual([[at('09:00'), at('15:00')]]);
    expect(there(['15:30', '18:30'])).toEqual([
      [at('09:00'), at('09:30')],
      [at('12:30'), at('18:30')],
    ]);
  });

  test('the night that has 25 hours has 50 half hours', () => {
    const night = {
      from: Date.parse('2027-10-31T00:00:00+02:00'),
      to: Date.parse('2027-11-01T00:00:00+01:00'),
    };
    expect(startsIn(night, 30).length).toBe(50);
  });

  test('the stretch at a moment begins with it and ends before it', () => {
    const place = aPlace({ free: [stretch('09:00', '10:00')] });
    expect([stretchAt(place, at('09:00')), stretchAt(place, at('10:00'))]).toEqual([
      span('09:00', '10:00'),
      null,
    ]);
  });
});
