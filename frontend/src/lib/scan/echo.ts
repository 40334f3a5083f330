/**
 * A ticket stays before the camera longer than it takes to read it: the same text again within three seconds of
 * its last sight is its echo, not another scan. So a ticket held still is read once, however long it is held.
 */
const FADES_AFTER_MS = 3_000;

export class Echo {
  #text = '';
  #seenAt = -Infinity;

  /** Is this the text that was just seen? Keeps it alive if so; otherwise it is new, and remembered. */
  of(text: string, now: number = performance.now()): boolean {
    const again = this.rings(text, now);
    this.#text = text;
    this.#seenAt = now;
    return again;
  }

  /** As `of`, but a new text is not remembered: it is looked at while something else is on the screen. */
  rings(text: string, now: number = performance.now()): boolean {
    const again = text === this.#text && now - this.#seenAt < FADES_AFTER_MS;
    if (again) this.#seenAt = now;
    return again;
  }

  /** What comes next is new, even the same ticket: somebody asked for it. */
  fade(): void {
    this.#seenAt = -Infinity;
  }
}
