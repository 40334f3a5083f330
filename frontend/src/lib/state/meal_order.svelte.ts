/**
 * What a guest is choosing on the order page, and whether it can be sent. Nothing is chosen beforehand and no
 * amount is proposed (DOMAIN REQ-C3).
 */
import { cancelOrder, placeOrder } from '$lib/api/canteen';
import { Problem } from '$lib/api/problem';
import type { Diet, NewOrder, Order, Sitting } from '$lib/api/types';
import { uuid } from '$lib/api/uuid';
import { language, t } from '$lib/i18n';
import { centsOf } from '$lib/ui/format';
import { mine } from './mine.svelte';

export type Way = 'online' | 'on_site' | 'voucher';

export class MealOrder {
  covers = $state(1);
  way = $state<Way | null>(null);
  /** As typed; see `centsOf`. */
  amount = $state('');
  voucher = $state('');
  diets = $state<Diet[]>([]);
  firstName = $state('');
  email = $state('');

  sending = $state(false);
  /** Sentences by question: `way`, `amount`, `voucher`, `email`. */
  errors = $state<Record<string, string>>({});
  refusal = $state.raw<Problem | null>(null);

  #key = uuid();
  #said = '';

  /** `instead`: the key of an order whose payment was left, and whose places this one takes over. */
  constructor(
    private readonly sitting: Sitting,
    private instead: string | null = null,
  ) {}

  get cents(): number | null {
    return centsOf(this.amount);
  }

  /** Will the next step be the payment page? */
  get pays(): boolean {
    return this.way === 'online' && (this.cents ?? 0) > 0;
  }

  /** Send it. null when a question is still open or the house refused; the page then shows why. @throws Unreachable */
  async place(): Promise<Order | null> {
    this.refusal = null;
    this.errors = this.#openQuestions();
    if (Object.keys(this.errors).length > 0) return null;
    this.sending = true;
    try {
      await this.#giveBackFirst();
      const order = this.#written();
      return await placeOrder(order, this.#keyFor(order));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#refused(error);
      return null;
    } finally {
      this.sending = false;
    }
  }

  /** Best effort: places that are still held otherwise come back by themselves. */
  async #giveBackFirst(): Promise<void> {
    if (!this.instead) return;
    await cancelOrder(this.instead).catch(() => null);
    mine.forget(this.instead);
    this.instead = null;
  }

  #openQuestions(): Record<string, string> {
    if (this.way === null) return { way: t.order.chooseError };
    if (this.way === 'online' && this.cents === null) return { amount: t.order.amountError };
    if (this.way === 'voucher' && !this.voucher.trim()) return { voucher: t.order.voucherError };
    return {};
  }

  #written(): NewOrder {
    const email = this.email.trim();
    const firstName = this.firstName.trim();
    return {
      sitting: this.sitting.id,
      covers: this.covers,
      payment: this.way === 'on_site' ? 'on_site' : 'online',
      ...(this.way === 'online' ? { contribution_cents: this.cents ?? 0 } : {}),
      ...(this.way === 'voucher' ? { open_ticket: this.voucher.trim() } : {}),
      ...(this.diets.length ? { diets: [...this.diets] } : {}),
      ...(email || firstName
        ? {
            contact: {
              ...(firstName ? { first_name: firstName } : {}),
              ...(email ? { email } : {}),
              language,
            },
          }
        : {}),
    };
  }

  /** The same words twice are one command; other words are another (DESIGN §4, Idempotency-Key). */
  #keyFor(order: NewOrder): string {
    const said = JSON.stringify(order);
    if (this.#said && said !== this.#said) this.#key = uuid();
    this.#said = said;
    return this.#key;
  }

  #refused(problem: Problem): void {
    // A refusal was an answer: the next press is a new question.
    this.#key = uuid();
    this.refusal = problem;
    this.errors = {
      ...(problem.errors.contribution_cents ? { amount: problem.errors.contribution_cents } : {}),
      ...(problem.code === 'use_the_box' ? { amount: problem.message } : {}),
      ...(problem.errors.open_ticket ? { voucher: problem.errors.open_ticket } : {}),
      ...(problem.errors.contact ? { email: problem.errors.contact } : {}),
    };
  }
}
