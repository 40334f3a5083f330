/** What the team plans, as the house tells it (`/api/v1/planning/`). Days and times are ISO 8601. */

export const STATES = [
  'idea',
  'prepared',
  'filed',
  'authorised',
  'published',
  'moved',
  'postponed',
  'cancelled',
  'held',
  'reported',
] as const;
export type State = (typeof STATES)[number];

/** A site of the street, or a room of the house. */
export interface Ground {
  code: string;
  name: string;
  kind: 'site' | 'room';
}

export interface Somebody {
  id: string;
  first_name: string;
}

/** `place`: where it should go is not fit for it. */
export type ConflictKind = 'site' | 'crew' | 'kit' | 'cap' | 'place';

export interface Conflict {
  kind: ConflictKind;
  /** The title of what stands in the way. */
  with: string;
  /** A sentence of the house's own, where it has one. */
  detail?: string;
}

export interface CardDate {
  id: number;
  starts_at: string;
  ends_at: string;
  state: 'scheduled' | 'postponed' | 'cancelled' | 'held';
  place: Ground;
}

/** One event on the board. */
export interface EventCard {
  slug: string;
  title: string;
  state: State;
  /** Announced before the authorisation: the public reads so. */
  conditional: boolean;
  /** Given up before anybody was told. */
  dropped: boolean;
  dates: CardDate[];
  next_task: { title: string; due_on: string; late: boolean; mandatory: boolean } | null;
  /** Tasks that are overdue, and among them those without which nothing is published. */
  late: number;
  blocking: number;
  crew: { confirmed: number; minimum: number; red: boolean };
  kit: { reserved: number; conflicts: number };
  registered: number;
  capacity: number | null;
  animator: Somebody | null;
  site_lead: Somebody | null;
  next_states: State[];
}

/** One date on the calendar across the sites. */
export interface CalendarDate {
  /** The date's number. */
  date: number;
  slug: string;
  title: string;
  state: State;
  date_state: CardDate['state'];
  starts_at: string;
  ends_at: string;
  place: Ground;
  can_move: boolean;
  conflicts: Conflict[];
}

export interface Calendar {
  places: Ground[];
  results: CalendarDate[];
}

export interface Task {
  id: number;
  title: string;
  due_on: string;
  earliest_on: string | null;
  mandatory: boolean;
  owner: Somebody | null;
  state: 'to_do' | 'done' | 'not_needed';
  done_on: string | null;
  note: string;
  late: boolean;
  /** How it is done, and which text asks for it. */
  advice: string;
  legal_ref: string;
  by_rule: boolean;
  lacks_paper: boolean;
  papers: string[];
}

export interface Paper {
  id: string;
  name: string;
  task: number | null;
  content_type: string;
  size: number;
  at: string;
}

/** One date on the event's own desk. */
export interface PlanDate extends CardDate {
  site: string | null;
  space: string | null;
  layout: string;
  capacity: number | null;
  fallback_site: string | null;
  fallback_space: string | null;
  fallback_place: Ground | null;
  fallback_layout: string;
  fallback_starts_at: string | null;
  decide_at: string | null;
  places_taken: number;
  waiting: number;
  conflicts: Conflict[];
}

/** What anybody may write about an event, as the desk saves it section by section. */
export interface Editable {
  title: string;
  title_en: string;
  summary: string;
  summary_en: string;
  description: string;
  description_en: string;
  keywords: string[];
  photo_alt: string;
  photo_alt_en: string;
  accessible: boolean;
  accessibility: string;
  accessibility_en: string;
  price: 'free' | 'free_price' | 'fixed';
  price_cents: number;
  expected_people: number;
  sound: boolean;
  music: boolean;
  tents: boolean;
  bar: boolean;
  food: boolean;
  city_kit: boolean;
  registers: boolean;
  waiting_list: boolean;
}

export interface Happened {
  what: string;
  from_state: State | '';
  to_state: State | '';
  words: string;
  /** What was edited. */
  fields: string[];
  at: string;
  by: string;
}

/** Everything about one event. */
export interface Plan extends Omit<EventCard, 'dates'>, Editable {
  /** `title` is French, as it is written; this is the reader's. */
  local_title: string;
  /** Its page, once the street knows. */
  url: string | null;
  dates: PlanDate[];
  photo: string | null;
  entity: { code: string; name: string };
  rule: string;
  authorised_at: string | null;
  published_at: string | null;
  tasks: Task[];
  papers: Paper[];
  history: Happened[];
  /** Fields without which the street cannot be told. */
  missing: string[];
  can: string[];
}

export interface Site {
  code: string;
  name: string;
  address: string;
  city: string;
  capacity: number | null;
  power: string;
  water: string;
  toilets: string;
  access: string;
  lorry: string;
  step_free: string;
  rescue_lane: string;
  fallback: string | null;
  lessons: { text: string; at: string; event: string | null }[];
}

export interface CrewPlace {
  id: number;
  person: Somebody;
  state: 'applied' | 'asked' | 'confirmed' | 'declined' | 'left';
}

export interface Slot {
  id: number;
  title: string;
  title_en: string;
  /** The title in the reader's language. */
  name: string;
  starts_at: string;
  ends_at: string;
  minimum: number;
  most: number;
  confirmed: number;
  places: CrewPlace[];
  red: boolean;
}

export interface KitItem {
  code: string;
  name: string;
  quantity: number;
  free: number;
  kept_at: string;
}

export interface KitReservation {
  id: number;
  item: { code: string; name: string };
  quantity: number;
  state: 'reserved' | 'out' | 'back' | 'released';
  missing: number;
}

export interface SheetLine {
  at: string;
  what: string;
  who: string;
  where: string;
}

export type ContactKind = 'town' | 'police' | 'rescue' | 'neighbours' | 'team' | 'other';
export interface Contact {
  kind: ContactKind;
  name: string;
  phone: string;
  note: string;
}

export interface Wish {
  what: 'cancelled' | 'postponed' | 'moved';
  /** Left out: all that are to come. */
  date?: number;
  plan_b?: boolean;
  starts_at?: string;
  ends_at?: string;
  site?: string;
  space?: string;
  words: string;
  words_en?: string;
}

/** What a change would do, before it is done. */
export interface Preview {
  what: Wish['what'];
  dates: { id: number; before: Told; after: Told; conflicts: Conflict[] }[];
  notices: {
    registrations: number;
    crew: number;
    email: number;
    sms: number;
    unreachable: number;
  };
  refunds: number;
  tasks: { title: string; due_on: string }[];
  late_tasks: { title: string; due_on: string }[];
}

interface Told {
  starts_at: string | null;
  ends_at: string | null;
  place: string;
}

export interface Change {
  id: string;
  what: string;
  words: string;
  at: string;
  by: string;
  notices: { sent: number; total: number };
}
