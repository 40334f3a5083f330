/** Desks and seats for tests, in keyword style; a day that opens from nine to seven in Paris. */
import type { Booking, Day, OpenSpace, Place, Stretch } from '$lib/coworking/types';

export const DATE = '2036-11-25';
/** « 10:30 » on that day in the house (winter). */
export const at = (hour: string) => Date.parse(`${DATE}T${hour}:00+01:00`);
export const stretch = (from: string, to: string): Stretch => ({
  starts_at: `${DATE}T${from}:00+01:00`,
  ends_at: `${DATE}T${to}:00+01:00`,
});
export const span = (from: string, to: string) => ({ from: at(from), to: at(to) });

export const aPlace = (about: Partial<Place> = {}): Place => ({
  resource: 'STUD-01',
  name: 'Place 1',
  kind: 'study_seat',
  space: 'STUD',
  seats: 1,
  plug: false,
  accessible: false,
  quiet: true,
  equipment: [],
  photo: null,
  spot: [1, 1],
  bookable: true,
  resident: false,
  on_approval: false,
  free: [stretch('09:00', '19:00')],
  busy: [],
  ...about,
});

export const aSpace = (about: Partial<OpenSpace> = {}): OpenSpace => ({
  code: 'STUD',
  name: 'Étude',
  floor: 1,
  open: [stretch('09:00', '19:00')],
  reason: null,
  seat: {
    last_day: '2036-12-02',
    max_hours: 4,
    default_hours: 2,
    open: 2,
    week_hours: 30,
    period: '',
  },
  desk: { max_hours: 14 },
  room: { last_day: '2037-05-24', max_hours: 12 },
  ...about,
});

export const aDay = (about: Partial<Day> = {}): Day => ({
  date: DATE,
  timezone: 'Europe/Paris',
  grid_min: 30,
  now: `${DATE}T08:00:00+01:00`,
  spaces: [aSpace()],
  results: [aPlace()],
  ...about,
});

export const aBooking = (about: Partial<Booking> = {}): Booking => ({
  key: 'b'.repeat(22),
  state: 'confirmed',
  resource: { code: 'STUD-01', name: 'Place 1', kind: 'study_seat', space: 'STUD' },
  ...stretch('10:00', '12:00'),
  short_code: 'K7QM3XHA',
  token: 'T',
  check_in: null,
  paused_until: null,
  expires_at: null,
  checkout_url: null,
  title: '',
  people: 1,
  can: ['cancellation'],
  ...about,
});
