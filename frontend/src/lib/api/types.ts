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
}

export interface Opening {
  open_now: boolean;
  closes_at: string | null;
  opens_at: string | null;
  reason?: string | null;
}

export interface Venue {
  code: string;
  name: string;
  tagline?: string;
  timezone: string;
  address: string;
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
  /** Crew only. */
  present?: number;
  capacity?: number;
}

export interface Occupancy {
  building: { level: Level; updated_at: string | null; present?: number; capacity?: number };
  spaces: SpaceOccupancy[];
}

export interface Dish {
  course: string;
  name: string;
  description?: string;
  allergens: { contains: string[]; may_contain: string[] };
  tags: string[];
}

export interface CostPart {
  code: string;
  label: string;
  cents: number;
}

export interface Mark {
  code: string;
  label: string;
  cents: number;
}

export interface Price {
  /** The pay-it-forward sentence, as the team wrote it. */
  text: string;
  /** Off (empty) unless the team turned them on. */
  marks: Mark[];
  /** Can one pay by card just now? */
  online: boolean;
}

export type SittingState = 'draft' | 'open' | 'full' | 'closed' | 'done' | 'cancelled';

export interface Sitting {
  id: number;
  title: string;
  starts_at: string;
  ends_at: string;
  space: string;
  space_name: string;
  state: SittingState;
  trial: boolean;
  bookable: boolean;
  walk_in: boolean;
  /** Places that cannot be booked, for those who come without. */
  walk_in_reserve?: number;
  covers: number;
  covers_left: number;
  max_covers: number;
  equilibrium_cents: number;
  cost_breakdown: CostPart[];
  price: Price;
  dishes: Dish[];
  allergens_checked_by?: string | null;
  allergens_checked_at?: string | null;
}

export interface Ticket {
  serial: string;
  token: string;
  short_code: string;
  covers: number;
  covers_redeemed: number;
  state: string;
  redeemed_at?: string | null;
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
  first_name: string | null;
  device_name: string | null;
  roles: string[];
  demo: boolean;
}
