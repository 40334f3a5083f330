/**
 * The shapes of DESIGN §5 under the names that the pages use. They come from the API's own description
 * (schema.d.ts, renewed by `make types`); only where that cannot be exact they are written out here.
 */
import type { components } from './schema';

type Schema = components['schemas'];
/** Fields of a request that the house fills in by itself. */
type Optional<Shape, Names extends keyof Shape> = Omit<Shape, Names> & Partial<Pick<Shape, Names>>;

export type Level = Schema['LevelEnum'];
export type Opening = Schema['OpeningAnswer'];

export interface Shape {
  /** Metres, y downwards, one origin for all floors of the building. */
  floor: number;
  polygon: [number, number][];
  label?: [number, number] | null;
}
export type Space = Omit<Schema['SpaceAnswer'], 'shape'> & { shape: Shape | null };
export type Venue = Omit<Schema['VenueAnswer'], 'spaces'> & { spaces: Space[] };

/** What only the crew hears: counts, a warning near the cap, and « complet, merci d'attendre ». */
export type Figures = Required<
  Pick<Schema['SpaceOccupancy'], 'present' | 'capacity' | 'warn' | 'full'>
>;
export type SpaceOccupancy = Omit<Schema['SpaceOccupancy'], keyof Figures | 'free'> & {
  /** Free bookable seats, exact to 10, then "10+"; null where seats are not booked. */
  free: number | string | null;
};
export interface Occupancy {
  building: Omit<Schema['BuildingOccupancy'], keyof Figures>;
  spaces: SpaceOccupancy[];
}
export interface CrewOccupancy {
  building: Occupancy['building'] & Figures;
  spaces: (SpaceOccupancy & Figures)[];
}

export type Allergen = Schema['AllergenEnum'];
export type Diet = Schema['DietsEnum'];
export type Dish = Schema['ServedDish'];
export type CostPart = Schema['PricePart'];
/** As the public sees it: a draft never; `full` is an open one without covers left. */
export type SittingState = Schema['ShownSittingStateEnum'];
export type Sitting = Schema['Sitting'];
/** One sitting read by itself: also the words beside its price and the answers of the cooks. */
export type SittingDetail = Schema['SittingDetail'];

export interface Ticket {
  serial: string;
  token: string;
  short_code: string;
  covers: number;
  covers_redeemed: number;
  state: 'valid' | 'redeemed' | 'void';
}
export type OrderState = Schema['OrderStateEnum'];
export type Order = Omit<
  Schema['Order'],
  'building' | 'sitting' | 'tickets' | 'revision' | 'expires_at'
> & {
  sitting: Pick<Sitting, 'id' | 'title' | 'starts_at' | 'ends_at' | 'space_name' | 'state'>;
  expires_at: string | null;
  building: { name: string; address: string };
  tickets: Ticket[];
};
export type NewOrder = Optional<
  Omit<Schema['NewOrderRequest'], 'contact'>,
  'contribution_cents' | 'open_ticket'
> & { contact?: Partial<Schema['ContactRequest']> };

export type Me = Omit<Schema['Me'], 'language' | 'lease_until'>;
