/** Events of the board and of the calendar, for tests. */
import type { CalendarDate, CardDate, EventCard, Ground, Task } from '$lib/planning/types';

export const JAUDE: Ground = { code: 'jaude', name: 'Place de Jaude', kind: 'site' };
export const LECOQ: Ground = { code: 'lecoq', name: 'Jardin Lecoq', kind: 'site' };

export const cardDate = (other: Partial<CardDate> = {}): CardDate => ({
  id: 1,
  starts_at: '2026-12-11T16:00:00Z',
  ends_at: '2027-12-11T19:00:00Z',
  state: 'scheduled',
  place: JAUDE,
  ...other,
});

export const card = (other: Partial<EventCard> = {}): EventCard => ({
  slug: 'soupe',
  title: 'Soupe du marché',
  state: 'idea',
  conditional: false,
  dropped: false,
  dates: [cardDate()],
  next_task: null,
  late: 0,
  blocking: 0,
  crew: { confirmed: 0, minimum: 0, red: false },
  kit: { reserved: 0, conflicts: 0 },
  registered: 0,
  capacity: null,
  animator: null,
  site_lead: null,
  next_states: ['prepared'],
  ...other,
});

export const calendarDate = (other: Partial<CalendarDate> = {}): CalendarDate => ({
  date: 1,
  slug: 'soupe',
  title: 'Soupe du marché',
  state: 'idea',
  date_state: 'scheduled',
  starts_at: '2026-11-24T17:00:00Z',
  ends_at: '2026-11-24T19:00:00Z',
  place: JAUDE,
  layout: '',
  can_move: true,
  conflicts: [],
  ...other,
});

export const task = (other: Partial<Task> = {}): Task => ({
  id: 1,
  title: 'Déclarer en préfecture',
  due_on: '2026-12-08',
  earliest_on: null,
  mandatory: false,
  owner: null,
  state: 'to_do',
  done_on: null,
  note: '',
  late: false,
  advice: '',
  legal_ref: '',
  by_rule: true,
  rule: '',
  blocks: false,
  needs_paper: false,
  lacks_paper: false,
  papers: [],
  ...other,
});
