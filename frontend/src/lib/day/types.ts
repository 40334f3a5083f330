/** What the house tells and hears of a day in the street. Times are ISO 8601. */
import type { ContactKind, Slot } from '$lib/planning/types';

export type Method = 'counted' | 'tickets' | 'estimated';
export type Answer = 'go' | 'plan_b' | 'no_go';
export type Gravity = 'minor' | 'serious' | 'rescue';

export interface Quarter {
  starts_at: string;
  walked_in: number;
  admitted: number;
  gone: number;
}

/** `total` is walked in and admitted; `now` is known only where people are counted as they go. */
export interface Count {
  total: number;
  walked_in: number;
  admitted: number;
  now: number | null;
  peak: number;
  /** Of people there at once, or of people who came within a quarter of an hour. */
  peak_of: 'present' | 'quarter';
  quarters: Quarter[];
  methods: Method[];
}

export interface SheetLine {
  at: string;
  what: string;
  who: string;
  where: string;
}

export interface SheetPlace {
  kind: 'site' | 'room';
  code: string;
  name: string;
  address: string;
  postcode: string;
  city: string;
  latitude: number | null;
  longitude: number | null;
  is_exact: boolean;
  access: string;
  power: string;
  water: string;
  toilets: string;
  lorry: string;
  step_free: string;
  rescue_lane: string;
  capacity: number | null;
  layout: string;
  plan: string | null;
  lessons: string[];
}

export interface PlanB {
  place: SheetPlace;
  starts_at: string;
  ends_at: string;
  fits: boolean;
  expected: number;
  allowed: number | null;
  problem: string;
}

export interface Kit {
  id: number;
  item: { code: string; name: string; kept_at: string };
  quantity: number;
  from: string;
  until: string;
  state: 'reserved' | 'out' | 'back' | 'released';
  out_at: string | null;
  back_at: string | null;
  missing: number;
  note: string;
}

export type CrewSlot = Slot & { name: string; confirmed: number };

export interface Told {
  answer: Answer;
  why: string;
  at: string;
}

export interface Incident {
  gravity: Gravity;
  what: string;
  at: string;
  request_id: string;
}

export type Deed =
  'count' | 'incident' | 'run_sheet' | 'contacts' | 'decide' | 'change' | 'kit' | 'report';

/** One document for whoever leads a date on site. */
export interface Sheet {
  event: {
    slug: string;
    title: string;
    summary: string;
    state: string;
    conditional: boolean;
    organiser: string;
    expected_people: number;
    accessibility: string;
    animator: { id: string; first_name: string } | null;
    site_lead: { id: string; first_name: string } | null;
    registers: boolean;
  };
  date: {
    id: number;
    starts_at: string;
    ends_at: string;
    timezone: string;
    state: 'scheduled' | 'postponed' | 'cancelled' | 'held';
    status: 'scheduled' | 'rescheduled' | 'postponed' | 'cancelled';
    capacity: number | null;
  };
  place: SheetPlace;
  plan_b: PlanB | null;
  /** When go or no-go is decided, so many hours before. */
  hours: { hours: number; at: string; answer: Answer | null }[];
  run_sheet: SheetLine[];
  contacts: { kind: ContactKind; name: string; phone: string; note: string }[];
  crew: CrewSlot[];
  kit: Kit[];
  papers: { id: string; name: string; task: string }[];
  decisions: Told[];
  incidents: Incident[];
  count: Count;
  registered: number;
  admitted: number;
  report: { missing: string[] };
  can: string[];
}

/** What only people can tell of a date when it is over. */
export interface Said {
  weather: string;
  temperature_c: number | null;
  peak: number | null;
  total: number | null;
  went_well: string;
  went_wrong: string;
  photo_consent: '' | 'none' | 'asked' | 'paper';
  no_incident: boolean;
}

export interface Report extends Said {
  counted: Count;
  kit_missing: { item: string; name: string; missing: number; note: string }[];
  kit_out: number;
  incidents: number;
  lessons: string[];
  complete: boolean;
  missing: string[];
}
