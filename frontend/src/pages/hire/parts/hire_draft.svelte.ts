/** What somebody has said so far about the room that they want. */
import type { Customer, HireRoom, NewHire } from '$lib/api/hire';
import { uuid } from '$lib/api/uuid';
import { dateKey } from '$lib/ui/format';
import { daysLater, momentOf } from '$lib/ui/house_time';
import { words } from '../words';

export class HireDraft {
  room = $state<string | null>(null);
  customer = $state<Customer | null>(null);
  date = $state(daysLater(dateKey(new Date()), 7));
  from = $state('14:00');
  until = $state('18:00');
  people = $state('');
  layout = $state('');
  organisation = $state('');
  name = $state('');
  email = $state('');
  phone = $state('');
  address = $state('');
  wishes = $state('');
  message = $state('');
  /** Sentences by field, for what cannot be sent. */
  errors = $state<Record<string, string>>({});

  #key = uuid();
  #said = '';

  /** The wish; null when something is missing, which `errors` then names. */
  wish(): NewHire | null {
    const people = Number(this.people);
    this.errors = {
      ...(this.room ? {} : { resource: words.needed }),
      ...(this.customer ? {} : { customer: words.needed }),
      ...(this.date ? {} : { date: words.needed }),
      ...(this.from ? {} : { starts_at: words.needed }),
      ...(this.until ? {} : { ends_at: words.needed }),
      ...(Number.isInteger(people) && people > 0 ? {} : { people: words.needed }),
      ...(this.email.trim() || this.phone.trim() ? {} : { email: words.reachHint }),
    };
    if (Object.keys(this.errors).length || !this.room || !this.customer) return null;
    return {
      resource: this.room,
      customer: this.customer,
      starts_at: momentOf(this.date, this.from),
      ends_at: momentOf(this.date, this.until),
      people,
      layout: this.layout,
      organisation: this.customer === 'person' ? '' : this.organisation.trim(),
      name: this.name.trim(),
      email: this.email.trim(),
      phone: this.phone.trim(),
      address: this.address.trim(),
      wishes: this.wishes.trim(),
      message: this.message.trim(),
    };
  }

  /** The same wish said again is the same request; another wish is another one. */
  keyOf(wish: NewHire): string {
    const said = JSON.stringify(wish);
    if (this.#said && said !== this.#said) this.#key = uuid();
    this.#said = said;
    return this.#key;
  }
}

/** How much a stretch costs by the list, and how it is counted; null when the list says nothing, or the hours do not. */
export function estimate(
  room: HireRoom,
  customer: Customer | null,
  from: string,
  until: string,
  halfDayHours: number,
): { cents: number; counted: string } | null {
  const price =
    room.prices.find((it) => it.customer === customer) ??
    room.prices.find((it) => it.customer === '');
  const minutes = minutesOf(until) - minutesOf(from);
  if (!price || !(minutes > 0)) return null;
  if (price.unit === 'hour') {
    const hours = minutes / 60;
    return {
      cents: Math.round(price.amount_cents * hours),
      counted: words.hours(hours.toLocaleString()),
    };
  }
  const halfDays = Math.ceil(minutes / (60 * halfDayHours));
  return { cents: price.amount_cents * halfDays, counted: words.halfDays(halfDays) };
}

function minutesOf(clock: string): number {
  const [hours = NaN, minutes = NaN] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
