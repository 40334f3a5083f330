/** A place and a time that somebody is about to book, in the sheet: what is asked, refused, paid. */
import { buyPass, placeBooking, readOffers } from '$lib/api/coworking';
import { Problem } from '$lib/api/problem';
import { uuid } from '$lib/api/uuid';
import { endsFrom, proposal, startsIn, stretchAt, spanOf, type Span } from '$lib/coworking/slots';
import type { Booking, NewBooking, Offer, Place } from '$lib/coworking/types';
import { Deed } from '$lib/state/deed.svelte';
import { centsOf } from '$lib/ui/format';
import { words } from './words';

export class BookingWish {
  from = $state(0);
  to = $state(0);
  people = $state(1);
  title = $state('');
  /** Ways to pay, once the house has said that this place is not free of charge. */
  offers = $state.raw<Offer[]>([]);
  offer = $state<string | null>(null);
  amount = $state('');
  errors = $state.raw<Record<string, string>>({});
  booked = $state.raw<Booking | null>(null);
  readonly deed = new Deed();

  #key = uuid();
  #said = '';

  /** `place` is read anew each time: others book meanwhile. */
  constructor(
    private readonly place: () => Place,
    private readonly grid: number,
    private readonly longest: number,
    wish: Span,
  ) {
    this.from = wish.from;
    this.to = wish.to;
  }

  get stretch(): Span | null {
    return stretchAt(this.place(), this.from);
  }

  /** When one can begin, over all that is free that day. */
  get starts(): number[] {
    return this.place().free.flatMap((stretch) => startsIn(spanOf(stretch), this.grid));
  }

  get ends(): number[] {
    return this.stretch ? endsFrom(this.from, this.stretch, this.grid, this.longest) : [];
  }

  get length(): number {
    return this.to - this.from;
  }

  get chosenOffer(): Offer | null {
    return this.offers.find(({ code }) => code === this.offer) ?? null;
  }

  get repeatable(): Pick<NewBooking, 'resource' | 'starts_at' | 'ends_at'> {
    return {
      resource: this.place().resource,
      starts_at: new Date(this.from).toISOString(),
      ends_at: new Date(this.to).toISOString(),
    };
  }

  begin(from: number): void {
    const minutes = this.length / 60_000;
    const stretch = stretchAt(this.place(), from);
    if (!stretch) return;
    const next = proposal(stretch, from, minutes, this.grid, this.longest);
    this.from = next.from;
    this.to = next.to;
  }

  /** Somebody took a part of it meanwhile: the nearest that is left. false when nothing is. */
  stillThere(): boolean {
    if (this.ends.includes(this.to)) return true;
    const starts = this.starts;
    const nearest = starts.find((at) => at >= this.from) ?? starts.at(-1);
    if (nearest === undefined) return false;
    this.begin(nearest);
    return true;
  }

  async book(): Promise<Booking | null> {
    this.errors = this.#openQuestions();
    if (Object.keys(this.errors).length > 0) return null;
    if (!(await this.#letIn())) return null;
    const wish = this.#written();
    const booking = await this.deed.run(() => placeBooking(wish, this.#keyFor(wish)));
    if (!booking) await this.#refused();
    this.booked = booking;
    return booking;
  }

  /** A pass comes before the booking that it opens; one that costs something is paid first. */
  async #letIn(): Promise<boolean> {
    const offer = this.chosenOffer;
    if (!offer || offer.by_the_stretch) return true;
    const given = offer.price_cents === null ? (centsOf(this.amount) ?? 0) : undefined;
    const pass = await this.deed.run(() => buyPass(offer.code, given, uuid()));
    if (!pass) return false;
    this.offers = [];
    this.offer = null;
    if (!pass.checkout_url) return true;
    location.assign(pass.checkout_url);
    return false;
  }

  /** Another way to pay is another wish; what it was refused for no longer stands. */
  #openQuestions(): Record<string, string> {
    if (this.offers.length && !this.chosenOffer) return { offer: words.sheet.offerNeeded };
    if (this.chosenOffer?.price_cents === null && centsOf(this.amount) === null)
      return { amount: words.sheet.amountError };
    return {};
  }

  #written(): NewBooking {
    const offer = this.chosenOffer;
    const title = this.title.trim();
    return {
      ...this.repeatable,
      ...(this.people > 1 ? { people: this.people } : {}),
      ...(title ? { title } : {}),
      ...(offer ? { offer: offer.code } : {}),
    };
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
    if (failure.code !== 'payment_needed' || this.offers.length) return;
    this.offers = waysToPay(await readOffers().catch(() => []), failure.figures);
  }
}

/** The time by itself at what it costs, once; then the passes that open a desk. */
function waysToPay(known: Offer[], figures: Record<string, unknown>): Offer[] {
  const codes = (figures.offers ?? []) as string[];
  const price = (figures.amount_cents ?? null) as number | null;
  const open = known.filter(({ code, online }) => online && codes.includes(code));
  const stretch = known.find(({ by_the_stretch, online }) => by_the_stretch && online);
  const passes = open.filter(({ by_the_stretch }) => !by_the_stretch);
  return stretch && price !== null
    ? [{ ...stretch, name: words.sheet.thisTime, price_cents: price }, ...passes]
    : passes;
}
