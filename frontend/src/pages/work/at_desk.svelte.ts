/** Standing at a desk, right now: is it mine, free, taken, and until when. */
import { arriveAt, placeBooking, readBookings, readDay } from '$lib/api/coworking';
import { uuid } from '$lib/api/uuid';
import { fromNowOn } from '$lib/coworking/day_board.svelte';
import { allowedAt } from '$lib/coworking/allowed';
import { endsFrom, proposal, spanOf, stretchAt, type Span } from '$lib/coworking/slots';
import { Choosing, groupOf } from '$lib/coworking/choosing.svelte';
import type { Booking, Day, Kind, Place } from '$lib/coworking/types';
import { Deed } from '$lib/state/deed.svelte';
import { Reading } from '$lib/state/reading.svelte';
import { dateKey, setZone } from '$lib/ui/format';

/** What one finds there; `soon` is a booking of hers for which it is still too early. */
export type Found =
  | { is: 'mine' | 'soon'; booking: Booking }
  | { is: 'free'; stretch: Span; from: number; ends: number[]; proposed: number }
  | { is: 'taken'; until: number }
  | { is: 'walk_in' | 'resident' | 'closed' };

export class AtDesk {
  readonly deed = new Deed();
  readonly reading: Reading<Found>;
  arrived = $state.raw<Booking | null>(null);

  constructor(
    private readonly resource: string,
    private readonly kind: Kind,
    private readonly sticker: string,
    signedIn: boolean,
  ) {
    this.reading = new Reading(async (signal) => {
      const [day, bookings] = await Promise.all([
        readDay(dateKey(new Date()), signal),
        signedIn ? readBookings('coming', signal) : [],
      ]);
      setZone(day.timezone);
      return foundAt(this.resource, day, bookings);
    });
  }

  /** She has a booking here: sit down. */
  async arrive(): Promise<void> {
    this.arrived = (await this.deed.run(() => arriveAt(this.sticker))) ?? this.arrived;
  }

  /** The same place and time on the page that asks how to pay. */
  queryOf(from: number, to: number): string {
    const choosing = new Choosing();
    choosing.choose(groupOf(this.kind));
    choosing.chosen = { resource: this.resource, from, to };
    return choosing.query;
  }

  /** Book it from the half hour that runs, and sit down at once. */
  async take(from: number, to: number): Promise<void> {
    const wish = {
      resource: this.resource,
      starts_at: new Date(from).toISOString(),
      ends_at: new Date(to).toISOString(),
    };
    const booking = await this.deed.run(() => placeBooking(wish, uuid()));
    if (!booking) return;
    if (booking.checkout_url) location.assign(booking.checkout_url);
    else await this.arrive();
  }
}

/** Pure: what `day` and her own bookings say of this place at `day.now`. */
export function foundAt(resource: string, day: Day, bookings: Booking[]): Found {
  const now = Date.parse(day.now);
  const own = bookings.find(
    (one) => one.resource.code === resource && dateKey(one.starts_at) === day.date,
  );
  if (own?.can.includes('check-in')) return { is: 'mine', booking: own };
  if (own && ['checked_in', 'paused'].includes(own.state)) return { is: 'mine', booking: own };
  const known = day.results.find((place) => place.resource === resource);
  if (!known) return { is: 'closed' };
  const place = fromNowOn(known, now, day.grid_min);
  if (place.resident) return { is: 'resident' };
  if (!place.bookable) return { is: 'walk_in' };
  const stretch = stretchAt(place, now);
  if (stretch) return freeFrom(place, stretch, day);
  const busy = place.busy.map(spanOf).find(({ from, to }) => from <= now && now < to);
  if (busy) return { is: 'taken', until: busy.to };
  return own ? { is: 'soon', booking: own } : { is: 'closed' };
}

function freeFrom(place: Place, stretch: Span, day: Day): Found {
  const { longest, usual } = allowedAt(day, place);
  const grid = day.grid_min;
  const { from, to } = proposal(stretch, stretch.from, usual, grid, longest);
  return { is: 'free', stretch, from, ends: endsFrom(from, stretch, grid, longest), proposed: to };
}
