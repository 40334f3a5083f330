/**
 * What a phone has to tell the house, kept until the house has heard it: a bad network costs nothing, and to say it
 * twice changes nothing, because each has a `request_id` (DESIGN §4). Each is kept under a name of its own: two tabs
 * do not wipe out each other's.
 */
import { Problem, Unreachable } from '$lib/api/problem';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;
const MOST_AT_ONCE = 100;

export interface ToSay {
  request_id: string;
  /** When it happened, ISO 8601. */
  at: string;
}

export interface Refused<Item> {
  item: Item;
  why: Problem;
}

export class Outbox<Item extends ToSay> {
  waiting = $state.raw<Item[]>([]);
  /** What the house did not take, for whoever looks at the page. */
  refused = $state.raw<Refused<Item>[]>([]);
  /** Nothing goes out until somebody signs in, or pairs this phone again. */
  shut = $state(false);

  #most = MOST_AT_ONCE;
  #failures = 0;
  /** Something is under way: the house may have heard it already. */
  busy = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  /**
   * `place` is where they are kept, `say` tells the house of some, in the order in which they happened; `heard` is
   * called with those that it has taken.
   */
  constructor(
    private readonly place: string,
    private readonly say: (items: Item[]) => Promise<unknown>,
    private readonly heard: (items: Item[]) => void = () => undefined,
  ) {
    this.waiting = kept<Item>(place);
  }

  put(item: Item): void {
    this.waiting = [...this.waiting, item];
    try {
      localStorage.setItem(this.#name(item), JSON.stringify(item));
    } catch {
      // A private window: they wait for as long as the page lives.
    }
    void this.send();
  }

  /** Take one back that nobody has heard yet. False: it is too late for that. */
  drop(request_id: string): boolean {
    const item = this.waiting.find((one) => one.request_id === request_id);
    if (!item || this.busy) return false;
    this.#gone([item]);
    return true;
  }

  /** Tell what waits. Safe to call at any time. */
  async send(): Promise<void> {
    clearTimeout(this.#again);
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.waiting.length && (await this.#sayNext()));
    } finally {
      this.busy = false;
    }
  }

  /** Goes on until the answer is called: at once, and whenever the network is back. */
  keep(): () => void {
    const back = () => void this.send();
    addEventListener('online', back);
    back();
    return () => {
      removeEventListener('online', back);
      clearTimeout(this.#again);
    };
  }

  /** Somebody has seen what was refused. */
  seen(): void {
    this.refused = [];
  }

  /** Whether to go on with the next ones. */
  async #sayNext(): Promise<boolean> {
    const items = this.waiting.slice(0, this.#most);
    try {
      await this.say(items);
    } catch (error) {
      if (error instanceof Unreachable) return this.#later();
      if (!(error instanceof Problem)) throw error;
      return this.#refuse(items, error);
    }
    this.#failures = 0;
    this.shut = false;
    this.heard(items);
    return this.#gone(items);
  }

  #refuse(items: Item[], why: Problem): boolean {
    this.shut = why.status === 401 || why.status === 403;
    if (this.shut || why.status === 429 || why.status >= 500) return this.#later();
    // One of them is wrong: the others must not be lost with it.
    if (items.length > 1) return (this.#most = 1) > 0;
    this.refused = [...this.refused, ...items.map((item) => ({ item, why }))];
    return this.#gone(items);
  }

  #later(): false {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures++, LONGEST_PAUSE_MS);
    this.#again = setTimeout(() => void this.send(), pause);
    return false;
  }

  #gone(items: Item[]): true {
    for (const item of items) localStorage.removeItem(this.#name(item));
    this.waiting = this.waiting.filter((one) => !items.includes(one));
    if (this.waiting.length === 0) this.#most = MOST_AT_ONCE;
    return true;
  }

  #name = ({ request_id }: Item) => `${this.place}.${request_id}`;
}

/** Those that an earlier page, or another tab, could not tell. */
function kept<Item extends ToSay>(place: string): Item[] {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(`${place}.`))
    .flatMap((name) => read<Item>(name))
    .sort((one, other) => one.at.localeCompare(other.at));
}

function read<Item>(name: string): Item[] {
  try {
    return [JSON.parse(localStorage.getItem(name) ?? '') as Item];
  } catch {
    return [];
  }
}
