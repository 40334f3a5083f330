/**
 * What this browser holds of a kind: orders, registrations. A key is all it takes to come in, so it stays here,
 * together with the last answer and the QR pictures: a ticket must show in a cellar without network.
 */
export class Shelf<One extends { key: string }> {
  kept = $state.raw<One[]>([]);

  constructor(private readonly place: string) {
    this.kept = load(place);
    // Another tab ordered, cancelled or wiped.
    addEventListener('storage', (event) => {
      if (event.key === place || event.key === null) this.kept = load(place);
    });
  }

  find(key: string): One | undefined {
    return this.kept.find((one) => one.key === key);
  }

  forget(key: string): void {
    this.#save(this.kept.filter((one) => one.key !== key));
  }

  wipe(): void {
    this.kept = [];
    localStorage.removeItem(this.place);
  }

  protected put(one: One): void {
    this.#save([one, ...this.kept.filter((other) => other.key !== one.key)]);
  }

  #save(kept: One[]): void {
    this.kept = kept;
    try {
      localStorage.setItem(this.place, JSON.stringify(kept));
    } catch {
      // Private windows and full storage: the page goes on, and the ticket page offers paper and e-mail.
    }
  }
}

function load<One>(place: string): One[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(kept) ? (kept as One[]) : [];
  } catch {
    return [];
  }
}
