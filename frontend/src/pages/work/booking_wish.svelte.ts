/** A place and a time that somebody is about to book, in the sheet: what is asked, refused, paid. */
import { placeBooking } from '$lib/api/coworking';
import { Problem } from '$lib/api/problem';
import { uuid } from '$lib/api/uuid';
import { meet, spanOf, type Span } from '$lib/coworking/slots';
import type { Booking, NewBooking, Place } from '$lib/coworking/types';
import { Deed } from '$lib/state/deed.svelte';
import { TimeWish } from './time_wish.svelte';
import { WayIn } from './way_in.svelte';

export class BookingWish extends TimeWish {
  people = $state(1);
  title = $state('');
  booked = $state.raw<Booking | null>(null);
  /** The time that she wished here and somebody else has; null: what is wished is free. */
  lost = $state.raw<Span | null>(null);
  readonly deed = new Deed();
  readonly wayIn: WayIn;

  #key = uuid();
  #said = '';

  constructor(
    place: () => Place,
    grid: () => number,
    longest: () => number,
    wish: Span,
    comesBack: () => string,
  ) {
    super(place, grid, longest, wish);
    this.wayIn = new WayIn(comesBack);
  }

  get repeatable(): Omit<NewBooking, 'offer'> {
    const title = this.title.trim();
    return {
      resource: this.place().resource,
      ...this.written,
      ...(this.people > 1 ? { people: this.people } : {}),
      ...(title ? { title } : {}),
    };
  }

  override stillThere(): boolean {
    const { from, to } = this;
    const left = super.stillThere();
    // Time goes by as well; only what somebody else has is worth a word.
    const taken = this.place().busy.some((busy) => meet(spanOf(busy), { from, to }));
    if (taken) this.lost = { from, to };
    return left;
  }

  async book(): Promise<Booking | null> {
    if (!this.wayIn.isAnswered() || !(await this.wayIn.letIn(this.deed))) return null;
    const wish = this.#asked();
    const booking = await this.deed.run(() => placeBooking(wish, this.#keyFor(wish)));
    if (!booking) await this.#refused();
    this.booked = booking;
    return booking;
  }

  #asked(): NewBooking {
    const offer = this.wayIn.chosen;
    return { ...this.repeatable, ...(offer ? { offer: offer.code } : {}) };
  }

  /** The same words twice are one command; other words are another (DESIGN §4, Idempotency-Key). */
  #keyFor(wish: NewBooking): string {
    const said = JSON.stringify(wish);
    if (this.#said && said !== this.#said) this.#key = uuid();
    this.#said = said;
    return this.#key;
  }

  async #refused(): Promise<void> {
    const { failure } = this.deed;
    if (!(failure instanceof Problem)) return;
    // A refusal was an answer: the next press is a new question.
    this.#key = uuid();
    if (failure.code === 'seat_taken') this.lost = { from: this.from, to: this.to };
    await this.wayIn.learn(failure);
  }
}
