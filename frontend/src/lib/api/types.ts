/** The shapes of DESIGN §5, under the names that the pages use. */

export type Level = 'calm' | 'lively' | 'almost_full' | 'full' | 'unknown';

export interface Shape {
  /** Metres, y downwards, one origin for all floors of the building. */
  floor: number;
  polygon: [number, number][];
  label?: [number, number] | null;
}

export interface Space {
  code: string;
  name: string;
  short_name: string;
  kind: string;
  level_of_floor: number;
  shape: Shape | null;
  has_bookable_seats: boolean;
}

export interface Opening {
  open_now: boolean;
  closes_at: string | null;
  opens_at: string | null;
  /** Why it is closed, when there is more to say than the hour. */
  reason: string | null;
}

export interface Venue {
  code: string;
  name: string;
  timezone: string;
  address: string;
  /** How to come, in the words of the house. */
  directions: string;
  opening: Opening;
  spaces: Space[];
}

export interface SpaceOccupancy {
  space: string;
  level: Level;
  /** Free bookable seats, exact to 10, then "10+"; null where seats are not booked. */
  free: number | string | null;
  revision: number;
  updated_at: string | null;
}

export interface Occupancy {
  building: { code: string; level: Level; revision: number; updated_at: string | null };
  spaces: SpaceOccupancy[];
}

/** What only the crew hears: counts, a warning near the cap, and « complet, merci d'attendre ». */
export interface Figures {
  present: number;
  capacity: number;
  warn: boolean;
  full: boolean;
}

export interface CrewOccupancy {
  building: Occupancy['building'] & Figures;
  spaces: (SpaceOccupancy & Figures)[];
}

export interface Dish {
  id: number;
  course: string;
  name: string;
  allergens: { contains: string[]; may_contain: string[] };
  tags: string[];
}

export type CostKey = 'food' | 'people' | 'house' | 'supplies' | 'grants' | 'rounding';

/** A part of what a meal costs, VAT included; grants are negative. All parts add up to the equilibrium price. */
export interface CostPart {
  key: CostKey;
  cents: number;
}

export interface Mark {
  key: 'solidarity' | 'equilibrium' | 'support';
  from_cents: number;
  to_cents: number;
}

export interface Price {
  /** The pay-it-forward sentence, as the team wrote it. */
  sentence: string;
  full_cost_cents: number | null;
  /** Only where the team has switched them on. */
  marks?: Mark[];
  /** Can one pay by card just now? Missing means yes. */
  online?: boolean;
}

/** A draft is never public; `full` is an open one without covers left. */
export type SittingState = 'open' | 'full' | 'closed' | 'done' | 'cancelled';

export interface Sitting {
  id: number;
  title: string;
  starts_at: string;
  ends_at: string;
  space: string;
  space_name: string;
  state: SittingState;
  /** The demo's *Essai*, served at any hour. */
  trial: boolean;
  covers: number;
  covers_left: number;
  /** Places that cannot be booked, for those who come without. */
  walk_in_reserve?: number;
  equilibrium_cents: number | null;
  cost_breakdown: CostPart[];
  cancelled_because: string;
  dishes: Dish[];
}

/** One sitting read by itself: also the words beside its price and the answers of the cooks. */
export interface SittingDetail extends Sitting {
  price: Price;
  max_covers?: number;
  allergen_sheet: { dish: number; answers: Record<string, string>; answered_at: string }[];
}

/** `state` is valid, redeemed or void. */
export interface Ticket {
  serial: string;
  token: string;
  short_code: string;
  covers: number;
  covers_redeemed: number;
  state: string;
}

export type OrderState = 'awaiting_payment' | 'confirmed' | 'cancelled' | 'expired';

export interface Order {
  key: string;
  state: OrderState;
  covers: number;
  checkout_url: string | null;
  expires_at: string | null;
  cancellable: boolean;
  sitting: Pick<Sitting, 'id' | 'title' | 'starts_at' | 'ends_at' | 'space_name' | 'state'>;
  building: { name: string; address: string };
  tickets: Ticket[];
}

export interface NewOrder {
  sitting: number;
  covers: number;
  contribution_cents?: number;
  payment: 'online' | 'on_site';
  open_ticket?: string;
  diets?: string[];
  contact?: { first_name?: string; email?: string; phone?: string; language?: string };
}

export interface Page<Row> {
  count?: number;
  next: string | null;
  results: Row[];
}

export interface Me {
  kind: 'person' | 'device' | 'guest';
  id: string | null;
  first_name: string | null;
  device_name: string | null;
  roles: string[];
  /** What a phone is limited to: codes of rooms, ids of sittings; empty: no limit. */
  spaces: string[];
  sittings: number[];
  /** Whether this browser stays connected after it is closed. */
  stays: boolean;
  demo: boolean;
}
