/**
 * The entrance of an event: as the canteen's table, but it goes on without network. A ticket that this house signed for
 * this date comes in, once per phone; the house hears of it when the network is back, and what two phones let in twice
 * meanwhile has happened: nobody is sent away for it (DESIGN §1).
 */
import { admit, undoEntry } from '$lib/api/days';
import { Problem, Unreachable } from '$lib/api/problem';
import { Outbox, type ToSay } from '$lib/state/outbox.svelte';
import { read, type Code } from './code';
import { isSigned } from './keys';
import { takeBack, type Attempt, type TakenBack, type Taker } from './taker';
import { admitted, refused, verdict, type Verdict } from './verdict';

/** One who came in while there was no network. */
interface Unheard extends ToSay {
  token: string;
  people: number;
  date: number;
}

/** Of a ticket that came in here: enough to know it again, nothing that leads to anybody. */
interface Seen {
  id: string;
  request_id: string;
  people: number;
  at: string;
}

const PLACE = 'preau.admissions';
const SEEN = 'preau.admitted';
const SEEN_FOR_MS = 18 * 3_600_000;

export class Entrance implements Taker {
  unheard = new Outbox<Unheard>(PLACE, (entries) => this.#tell(entries));
  /** Of those, who came in above what their ticket was good for by then; for whoever looks at the page. */
  excess = $state.raw<Unheard[]>([]);
  /** People let in here that the counts of the house may not know yet. */
  #seen = $state.raw<Seen[]>(recent());

  /** `today`: the dates whose tickets are taken where none is chosen. */
  constructor(private readonly today: () => number[]) {}

  /** People whom the house has not heard of yet, for a date. */
  waiting(date: number): number {
    return this.unheard.waiting
      .filter((one) => one.date === date)
      .reduce((sum, { people }) => sum + people, 0);
  }

  async take(attempt: Attempt): Promise<Verdict> {
    const { token, short_code, people, request_id, place } = attempt;
    const code = token === undefined ? null : read(token);
    if (navigator.onLine) {
      try {
        const answer = await admit({ token, short_code, people, request_id, date: place });
        if (code) this.#remember(code, request_id, answer.people, answer.admitted_at);
        return admitted(answer);
      } catch (error) {
        if (error instanceof Problem) return refused(error);
        if (!(error instanceof Unreachable)) throw error;
      }
    }
    return code && token ? this.#takeOffline(code, token, attempt) : refused(new Unreachable());
  }

  async takeBack(attempt: Attempt, undoing: string): Promise<TakenBack> {
    const unheard = this.unheard.drop(attempt.request_id);
    const became = unheard ? 'undone' : await takeBack(attempt, undoing, undoEntry);
    if (became === 'undone') {
      this.#keep(this.#seen.filter(({ request_id }) => request_id !== attempt.request_id));
    }
    return became;
  }

  async #takeOffline(code: Code, token: string, attempt: Attempt): Promise<Verdict> {
    const signed = await isSigned(code);
    if (signed === null) return refused(new Unreachable());
    if (!signed) return verdict('forged_ticket');
    const mine = attempt.place === undefined ? this.today() : [attempt.place];
    if (!mine.includes(code.about)) return verdict('wrong_event');
    const before = this.#seen.filter(({ id }) => id === code.id);
    const left = code.covers - before.reduce((sum, { people }) => sum + people, 0);
    if (left <= 0) return verdict('already_admitted', { at: before[0]?.at ?? null });
    const people = attempt.people ?? left;
    if (people > left) return verdict('not_enough_places', { coversLeft: left });
    const { request_id } = attempt;
    const at = new Date().toISOString();
    this.#remember(code, request_id, people, at);
    this.unheard.put({ request_id, token, people, date: code.about, at });
    return verdict('admitted_offline', { covers: people, coversLeft: left - people, at });
  }

  /** One after the other: each is an answer of its own. */
  async #tell(entries: Unheard[]): Promise<void> {
    for (const entry of entries) {
      const { token, people, date, request_id, at } = entry;
      try {
        const answer = await admit({ token, people, date, request_id, scanned_at: at });
        if (answer.excess) this.#notice(entry);
      } catch (error) {
        // The house had heard the scan itself, and only we did not hear its answer: then all is well.
        if (!(error instanceof Problem) || error.code !== 'request_id_reused') throw error;
      }
    }
  }

  /** Said twice, it is still one. */
  #notice(entry: Unheard): void {
    const others = this.excess.filter(({ request_id }) => request_id !== entry.request_id);
    this.excess = [...others, entry];
  }

  seen(): void {
    this.excess = [];
    this.unheard.seen();
  }

  #remember({ id }: Code, request_id: string, people: number, at: string): void {
    this.#keep([...recent(), { id, request_id, people, at }]);
  }

  #keep(seen: Seen[]): void {
    this.#seen = seen;
    try {
      localStorage.setItem(SEEN, JSON.stringify(seen));
    } catch {
      // A private window: known for as long as the page lives.
    }
  }
}

function recent(): Seen[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(SEEN) ?? '[]');
    const since = Date.now() - SEEN_FOR_MS;
    return Array.isArray(kept) ? kept.filter((one: Seen) => Date.parse(one.at) > since) : [];
  } catch {
    return [];
  }
}
