/**
 * "Mine": the orders that this browser holds. A key is all it takes to come in and eat, so it stays here,
 * together with the last answer and the QR pictures: a ticket must show in a cellar without network.
 */
import { readOrder, readPicture } from '$lib/api/canteen';
import type { Order } from '$lib/api/types';

const PLACE = 'preau.mine';

export interface Kept {
  key: string;
  order: Order | null;
  /** QR pictures (SVG) by the ticket's serial. */
  pictures: Record<string, string>;
  /** When `order` was read, ISO 8601. */
  at: string | null;
}

class Mine {
  kept = $state.raw<Kept[]>(load());

  constructor() {
    // Another tab ordered, cancelled or wiped.
    addEventListener('storage', (event) => {
      if (event.key === PLACE || event.key === null) this.kept = load();
    });
  }

  find(key: string): Kept | undefined {
    return this.kept.find((one) => one.key === key);
  }

  /** Remember an order, or what has become of it. */
  keep(order: Order): void {
    const before = this.find(order.key);
    this.#put({
      key: order.key,
      order,
      pictures: before?.pictures ?? {},
      at: new Date().toISOString(),
    });
  }

  /** Read an order again, with the pictures that are missing. @throws Problem, Unreachable */
  async refresh(key: string): Promise<Kept> {
    const order = await readOrder(key);
    this.keep(order);
    for (const { serial } of order.tickets) {
      if (this.find(key)?.pictures[serial]) continue;
      const picture = await readPicture(key, serial);
      const now = this.find(key);
      if (now) this.#put({ ...now, pictures: { ...now.pictures, [serial]: picture } });
    }
    return this.find(key) ?? { key, order, pictures: {}, at: null };
  }

  forget(key: string): void {
    this.#save(this.kept.filter((one) => one.key !== key));
  }

  /** "J'ai fini": leave nothing on a phone or computer that others use. */
  wipe(): void {
    this.kept = [];
    localStorage.removeItem(PLACE);
    sessionStorage.clear();
  }

  #put(one: Kept): void {
    this.#save([one, ...this.kept.filter((other) => other.key !== one.key)]);
  }

  #save(kept: Kept[]): void {
    this.kept = kept;
    try {
      localStorage.setItem(PLACE, JSON.stringify(kept));
    } catch {
      // Private windows and full storage: the page goes on, and the ticket page offers paper and e-mail.
    }
  }
}

function load(): Kept[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '[]');
    return Array.isArray(kept) ? (kept as Kept[]) : [];
  } catch {
    return [];
  }
}

export const mine = new Mine();
