/** The shapes of coworking's API under the names that the pages use. Times are ISO 8601 with offset. */

export interface Stretch {
  starts_at: string;
  ends_at: string;
}
export type Kind = 'desk' | 'study_seat' | 'room' | 'hall' | 'kitchen';

export interface OpenSpace {
  code: string;
  name: string;
  floor: number;
  /** Empty on a closed day; then `reason` may say why. */
  open: Stretch[];
  reason: string | null;
  /** Of desks and study seats; `last_day` as of today, the rest as of the day asked for. */
  seat: RoomRules & {
    default_hours: number;
    open: number;
    week_hours: number;
    /** The name of a period with its own rules; empty: the usual ones. */
    period: string;
  };
  /** A desk is sold by the day. */
  desk: Pick<RoomRules, 'max_hours'>;
  room: RoomRules;
}
interface RoomRules {
  last_day: string;
  max_hours: number;
}
export interface Busy extends Stretch {
  state: 'taken' | 'blocked';
  /** What a block is for; nobody's name. */
  title?: string | null;
}
/** A desk, a seat or a room, and its day. */
export interface Place {
  resource: string;
  name: string;
  kind: Kind;
  space: string;
  seats: number;
  plug: boolean;
  accessible: boolean;
  quiet: boolean;
  equipment: string[];
  photo: string | null;
  /** Metres, as the rooms are drawn; empty for a whole room. */
  spot: number[];
  bookable: boolean;
  resident: boolean;
  on_approval: boolean;
  free: Stretch[];
  busy: Busy[];
}
export interface Day {
  date: string;
  timezone: string;
  grid_min: number;
  now: string;
  spaces: OpenSpace[];
  results: Place[];
}
/** What the topic `coworking:<space>/<date>` brings: the part of a day that changes. */
export interface DayNews {
  space: string;
  date: string;
  results: Pick<Place, 'resource' | 'free' | 'busy'>[];
}

export type BookingState =
  | 'held'
  | 'confirmed'
  | 'checked_in'
  | 'paused'
  | 'blocked'
  | 'finished'
  | 'released'
  | 'cancelled';
/** What can be done with a booking now; each is also the last word of the path that it is POSTed to. */
export type Doing =
  'check-in' | 'pause' | 'resumption' | 'extension' | 'departure' | 'cancellation' | 'move';

export interface Booking extends Stretch {
  key: string;
  state: BookingState;
  resource: { code: string; name: string; kind: Kind; space: string; space_name?: string };
  short_code: string;
  token: string;
  check_in: { from: string; until: string } | null;
  paused_until: string | null;
  expires_at: string | null;
  checkout_url: string | null;
  series?: string | number | null;
  /** Why the house took it back. */
  release?: '' | 'no_show' | 'pause' | 'hold' | 'host' | 'closed' | 'needed';
  title: string;
  people: number;
  can: (Doing | 'release')[];
  items?: Booking[];
}
export interface NewBooking extends Stretch {
  resource: string;
  people?: number;
  title?: string;
  offer?: string;
}

export interface Sticker {
  resource: string;
  name: string;
  kind: Kind;
  space: string;
  space_name: string;
}

export type Need = 'plug' | 'accessible' | 'quiet';

export interface WaitingWish extends Stretch {
  kind?: Kind;
  resource?: string;
  space?: string;
  needs?: Need[];
}
export interface WaitingPlace extends Stretch {
  id: string | number;
  kind: Kind | '';
  resource: Booking['resource'] | null;
  rank: number | null;
  state: 'waiting' | 'offered' | 'taken' | 'lapsed' | 'left';
  /** Why the house had to ask somebody behind her; empty: it did not. */
  skipped: string;
  offer:
    | (Stretch & {
        booking: string;
        expires_at: string | null;
        checkout_url: string | null;
        resource: Booking['resource'];
      })
    | null;
}

export interface NewSeries extends Stretch {
  resource: string;
  /** RFC 5545, without `RRULE:`. */
  rule: string;
  skip?: string[];
}
export interface Occurrence extends Stretch {
  ok: boolean;
  code?: string;
  detail?: string;
}
export interface Series {
  id: string | number;
}
/** Another hour for the rest of a series; `from`: the first that is meant, without it all to come. */
export interface SeriesMove {
  from?: string;
  start_time: string;
  end_time: string;
}

/** A line of the price list. */
export interface Offer {
  code: string;
  name: string;
  kind:
    'hour' | 'half_day' | 'day' | 'ticket_book' | 'part_time' | 'resident' | 'study' | 'solidarity';
  /** null: the person writes what she gives. */
  price_cents: number | null;
  /** Tickets; null: no limit. */
  units: number | null;
  unit: '' | 'hour' | 'half_day' | 'day';
  days_per_month: number | null;
  /** For how long it is valid. */
  months: number;
  /** Charged each month until it is ended. */
  renews: boolean;
  /** Paid for the time alone, with the booking; others are bought first, and open the desk. */
  by_the_stretch: boolean;
  online: boolean;
}
export interface Pass {
  id: string;
  /** The code of the line of the price list. */
  offer: string;
  name: string;
  state: 'awaiting_payment' | 'active' | 'past_due' | 'ended' | 'cancelled';
  units: number | null;
  units_left: number | null;
  unit: Offer['unit'];
  days_per_month: number | null;
  /** Of this month. */
  days_left: number | null;
  /** The last day that is paid. */
  valid_until: string;
  /** The last day on which it opens a desk: a payment that failed is tried again meanwhile. */
  open_until: string;
  renews: boolean;
  monthly_cents: number | null;
  /** Where to pay, as long as it is not. */
  checkout_url: string | null;
  can: 'cancellation'[];
}
export interface CalendarFeed {
  address: string;
  /** A room's; null: one's own. */
  resource: string | null;
}
