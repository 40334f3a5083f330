import { expect, test } from 'vitest';
import { cardDate, JAUDE, LECOQ } from '../../../tests/planning';
import { fieldsOf, written, wrongDate } from './date_fields';
import type { Place, PlanDate } from './types';

const date: PlanDate = {
  ...cardDate({ starts_at: '2026-12-11T16:00:00Z', ends_at: '2026-12-11T19:00:00Z' }),
  site: 'jaude',
  space: null,
  layout: '',
  capacity: 60,
  places_taken: 46,
  waiting: 0,
  fallback_site: 'lecoq',
  fallback_space: null,
  fallback_place: LECOQ,
  fallback_layout: '',
  fallback_starts_at: null,
  decide_at: '2026-12-10T16:00:00Z',
  recurrence_id: null,
  following: 0,
  was: null,
  conflicts: [],
};
const typed = fieldsOf(date);

test('a form shows a date by the clock of the house', () => {
  expect([typed.day, typed.from, typed.fallback, typed.decideDay, typed.decideAt]).toEqual([
    '2026-12-11',
    '17:00',
    'site:lecoq',
    '2026-12-10',
    '17:00',
  ]);
});

test('only what was changed is said', () => {
  expect(written({}, typed, [])).toEqual({});
  expect(written({ capacity: '' }, { ...typed, capacity: '' }, [])).toEqual({ capacity: null });
  expect(
    written({ place: 'site:lecoq' }, { ...typed, place: 'site:lecoq' }, [JAUDE, LECOQ]),
  ).toEqual({ site: 'lecoq' });
  expect(written({ from: '18:00' }, { ...typed, from: '18:00' }, [])).toEqual({
    starts_at: '2026-12-11T17:00:00.000Z',
    ends_at: '2026-12-11T19:00:00.000Z',
  });
});

test('taking plan B away is said as such', () => {
  expect(written({ fallback: '' }, { ...typed, fallback: '' }, [LECOQ])).toEqual({
    fallback_site: null,
    fallback_space: null,
  });
  expect(
    written({ decideDay: '', decideAt: '' }, { ...typed, decideDay: '', decideAt: '' }, []),
  ).toEqual({ decide_at: null });
});

test('a day without its hour is not sent', () => {
  expect(wrongDate({ ...typed, decideAt: '' })).toEqual({ decide_at: 'needed' });
  expect(wrongDate(typed)).toEqual({});
});

test('a room is set up as it can be, another one as usual', () => {
  const hall: Place = {
    code: 'HALL',
    name: 'Grande salle',
    kind: 'room',
    layouts: [
      { name: 'seated', capacity: 60, usual: true },
      { name: 'standing', capacity: 120, usual: false },
    ],
  };
  const room: Place = { ...hall, code: 'MR1', layouts: hall.layouts?.slice(0, 1) ?? [] };
  const standing = { ...typed, layout: 'standing', fallbackLayout: 'standing' };
  expect(
    written({ place: 'room:HALL' }, { ...standing, place: 'room:HALL' }, [hall, room]),
  ).toEqual({ space: 'HALL', layout: 'standing' });
  expect(written({ place: 'room:MR1' }, { ...standing, place: 'room:MR1' }, [hall, room])).toEqual({
    space: 'MR1',
    layout: '',
  });
  expect(
    written({ fallbackLayout: 'standing' }, { ...standing, fallback: 'room:HALL' }, [hall]),
  ).toEqual({ fallback_space: 'HALL', fallback_layout: 'standing' });
});
