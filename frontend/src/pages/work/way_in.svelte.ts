/** The way in to a desk: its time alone, a pass, or what one can, on trust (DOMAIN REQ-W2). Asked once the house asks. */
import { buyPass, readOffers } from '$lib/api/coworking';
import { Problem, type Unreachable } from '$lib/api/problem';
import { uuid } from '$lib/api/uuid';
import type { Offer } from '$lib/coworking/types';
import type { Deed } from '$lib/state/deed.svelte';
import { centsOf } from '$lib/ui/format';
import { keepWish } from './kept_wish';
import { words } from './words';

export class WayIn {
  /** Empty until the house has said that this place is not free of charge. */
  offers = $state.raw<Offer[]>([]);
  offer = $state<string | null>(null);
  amount = $state('');
  errors = $state.raw<Record<string, string>>({});

  /** `comesBack`: the address that brings this wish back, once a pass is paid. */
  constructor(private readonly comesBack: () => string) {}

  get chosen(): Offer | null {
    return this.offers.find(({ code }) => code === this.offer) ?? null;
  }

  get isAsked(): boolean {
    return this.offers.length > 0;
  }

  /** Whether the button leads to a page of the bank. */
  get isPaid(): boolean {
    return this.chosen !== null && this.chosen.price_cents !== 0;
  }

  isAnswered(): boolean {
    this.errors = this.#openQuestions();
    return Object.keys(this.errors).length === 0;
  }

  /** A pass comes before the booking that it opens; one that costs something is paid first, and leads away. */
  async letIn(deed: Deed): Promise<boolean> {
    const offer = this.chosen;
    if (!offer || offer.by_the_stretch) return true;
    const given = offer.price_cents === null ? (centsOf(this.amount) ?? 0) : undefined;
    const pass = await deed.run(() => buyPass(offer.code, given, uuid()));
    if (!pass) return false;
    this.offers = [];
    this.offer = null;
    if (!pass.checkout_url) return true;
    keepWish(this.comesBack());
    location.assign(pass.checkout_url);
    return false;
  }

  /** The house refused for want of a way in: the ways that there are. Whether it was that. */
  async learn(failure: Problem | Unreachable | null): Promise<boolean> {
    if (!(failure instanceof Problem) || failure.code !== 'payment_needed') return false;
    if (!this.isAsked) this.offers = waysToPay(await readOffers().catch(() => []), failure.figures);
    return this.isAsked;
  }

  #openQuestions(): Record<string, string> {
    if (this.isAsked && !this.chosen) return { offer: words.sheet.offerNeeded };
    if (this.chosen?.price_cents === null && centsOf(this.amount) === null)
      return { amount: words.sheet.amountError };
    return {};
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
