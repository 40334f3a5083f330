/** How somebody pays for places: nothing is chosen beforehand and no amount is proposed (DOMAIN REQ-C3). */
import type { Problem } from '$lib/api/problem';
import { centsOf } from '$lib/ui/format';
import type { Payment, StreetEvent } from './types';

export type Way = 'online' | 'on_site';
type Price = Pick<StreetEvent, 'price' | 'price_cents'>;

export class PaymentWish {
  way = $state<Way | null>(null);
  /** As typed; see `centsOf`. */
  amount = $state('');
  /** Questions still open: `way`, `amount`. The page has the sentences. */
  errors = $state<Partial<Record<'way' | 'amount', string>>>({});

  constructor(readonly price: Price) {}

  get asked(): boolean {
    return this.price.price !== 'free';
  }

  get isFixed(): boolean {
    return this.price.price === 'fixed';
  }

  /** Will the next step be the bank's page? */
  get pays(): boolean {
    if (!this.asked || this.way !== 'online') return false;
    return this.isFixed || (centsOf(this.amount) ?? 0) > 0;
  }

  /** Whether nothing is missing; what is stands in `errors`, in the sentences given. */
  isAnswered(say: { way: string; amount: string }): boolean {
    this.errors = {};
    if (!this.asked) return true;
    if (this.way === null) this.errors = { way: say.way };
    else if (this.way === 'online' && !this.isFixed && centsOf(this.amount) === null)
      this.errors = { amount: say.amount };
    return Object.keys(this.errors).length === 0;
  }

  written(): Payment {
    if (!this.asked || this.way === null) return {};
    if (this.way === 'on_site') return { payment: 'on_site' };
    return this.isFixed
      ? { payment: 'online' }
      : { payment: 'online', contribution_cents: centsOf(this.amount) ?? 0 };
  }

  /** The house said no to the amount: its sentence stands beside it. Was it about the payment at all? */
  refused({ code, message, errors }: Problem): boolean {
    const said = errors.contribution_cents ?? (code === 'use_the_box' ? message : '');
    if (said) this.errors = this.isFixed ? { way: said } : { amount: said };
    return said !== '';
  }
}
