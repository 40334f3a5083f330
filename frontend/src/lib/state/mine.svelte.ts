/** "Mine": the orders and the registrations that this browser holds, until somebody says "J'ai fini". */
import { readOrder, readPicture } from '$lib/api/canteen';
import type { Order } from '$lib/api/types';
import { registrations } from './my_registrations.svelte';
import { Shelf } from './shelf.svelte';

export interface Kept {
  key: string;
  order: Order | null;
  /** QR pictures (SVG) by the ticket's serial. */
  pictures: Record<string, string>;
  /** When `order` was read, ISO 8601. */
  at: string | null;
}

class Mine extends Shelf<Kept> {
  constructor() {
    super('preau.mine');
  }

  /** Remember an order, or what has become of it. */
  keep(order: Order): void {
    const before = this.find(order.key);
    this.put({
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
      if (now) this.put({ ...now, pictures: { ...now.pictures, [serial]: picture } });
    }
    return this.find(key) ?? { key, order, pictures: {}, at: null };
  }

  /** Is there anything of anybody on this browser? */
  get any(): boolean {
    return this.kept.length > 0 || registrations.kept.length > 0;
  }

  /** "J'ai fini": leave nothing on a phone or computer that others use. */
  override wipe(): void {
    super.wipe();
    registrations.wipe();
    sessionStorage.clear();
  }
}

export const mine = new Mine();
