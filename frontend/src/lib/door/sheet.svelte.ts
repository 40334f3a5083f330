import { readDoor, type DoorSheet } from '$lib/api/rooms';
import { Problem, Unreachable } from '$lib/api/problem';

const EVERY_MS = 30_000;
/** Without news for so long, nobody should trust what the door says. */
export const STALE_MS = 95_000;

/** So shortly before somebody's time nobody should begin there. */
const SOON_MS = 15 * 60_000;

/** What the door says: as the house told it, but that a room is soon somebody's. */
export function standing(
  { state, until, next }: DoorSheet,
  now: number,
): DoorSheet['state'] | 'soon' {
  const taken = state === 'free' && next !== null && until === next.starts_at;
  return taken && Date.parse(until) - now <= SOON_MS ? 'soon' : state;
}

/** A door's sheet, read anew when something happens, twice a minute, and when what it said ends. */
export class Sheet {
  told = $state.raw<DoorSheet | null>(null);
  /** There is no such room. */
  unknown = $state(false);
  /** The house's own clock, in milliseconds: a tablet on a wall may be wrong. */
  now = $state(Date.now());
  #heard = $state(0);
  #ahead = 0;
  #asking = false;

  constructor(private readonly room: string) {}

  get stale(): boolean {
    return this.told === null || this.now - this.#ahead - this.#heard > STALE_MS;
  }

  /** When the house last answered. */
  get heard(): Date | null {
    return this.#heard ? new Date(this.#heard + this.#ahead) : null;
  }

  async read(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      this.told = await readDoor(this.room);
      this.#heard = Date.now();
      this.#ahead = Date.parse(this.told.at) - this.#heard;
      this.unknown = false;
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.unknown = error instanceof Problem && error.status === 404;
    }
    this.#asking = false;
    this.now = Date.now() + this.#ahead;
  }

  /** Goes on until the answer is called. */
  keep(): () => void {
    void this.read();
    const clock = setInterval(() => {
      const before = this.now;
      this.now = Date.now() + this.#ahead;
      const until = this.told?.until ? Date.parse(this.told.until) : Infinity;
      if (before < until && until <= this.now) void this.read();
    }, 1000);
    const news = setInterval(() => void this.read(), EVERY_MS);
    return () => {
      clearInterval(clock);
      clearInterval(news);
    };
  }
}
