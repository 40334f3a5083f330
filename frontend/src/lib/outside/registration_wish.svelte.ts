/** What somebody is choosing who registers for an event, and whether it can be sent. */
import { register } from '$lib/api/events';
import { Problem } from '$lib/api/problem';
import { uuid } from '$lib/api/uuid';
import { language } from '$lib/i18n';
import { PaymentWish } from './payment.svelte';
import type { NewRegistration, Registration, StreetEvent } from './types';

interface Sentences {
  way: string;
  amount: string;
  oneOfThem: string;
}

export class RegistrationWish {
  places = $state(1);
  /** Which of the dates. */
  date = $state<number | null>(null);
  firstName = $state('');
  email = $state('');
  phone = $state('');
  readonly payment: PaymentWish;

  sending = $state(false);
  /** Sentences by field: `email`, `phone`, `places`. */
  errors = $state<Record<string, string>>({});
  refusal = $state.raw<Problem | null>(null);

  #key = uuid();
  #said = '';

  constructor(
    private readonly event: StreetEvent,
    private readonly say: Sentences,
  ) {
    this.payment = new PaymentWish(event);
  }

  /**
   * Send it. `waits`: there is no place now, so nothing is paid yet. null when a question is still open or the house
   * refused; the page then shows why. @throws Unreachable
   */
  async place(waits: boolean): Promise<Registration | null> {
    this.refusal = null;
    this.errors = this.email.trim() && this.phone.trim() ? { email: this.say.oneOfThem } : {};
    const answered = waits || this.payment.isAnswered(this.say);
    if (!answered || Object.keys(this.errors).length) return null;
    this.sending = true;
    try {
      const wish = this.#written(waits);
      return await register(this.event.slug, wish, this.#keyFor(wish));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#refused(error);
      return null;
    } finally {
      this.sending = false;
    }
  }

  #written(waits: boolean): NewRegistration {
    const given = {
      first_name: this.firstName.trim(),
      email: this.email.trim(),
      phone: this.phone.trim(),
    };
    const contact = Object.fromEntries(Object.entries(given).filter(([, said]) => said));
    return {
      places: this.places,
      ...(this.date === null ? {} : { date: this.date }),
      ...(waits ? {} : this.payment.written()),
      ...(Object.keys(contact).length ? { contact: { ...contact, language } } : {}),
    };
  }

  /** The same words twice are one command; other words are another (DESIGN §4, Idempotency-Key). */
  #keyFor(wish: NewRegistration): string {
    const said = JSON.stringify(wish);
    if (this.#said && said !== this.#said) this.#key = uuid();
    this.#said = said;
    return this.#key;
  }

  #refused(problem: Problem): void {
    // A refusal was an answer: the next press is a new question.
    this.#key = uuid();
    this.refusal = problem;
    this.payment.refused(problem);
    const { contact, places } = problem.errors;
    if (contact) this.errors = this.phone ? { phone: contact } : { email: contact };
    else if (places) this.errors = { places };
    else if (problem.code === 'contact_needed') this.errors = { email: problem.message };
  }
}
