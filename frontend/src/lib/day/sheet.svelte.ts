/**
 * The sheet of a date, read again while the page is seen and kept on the phone, so that it opens in the street without
 * network. It holds telephone numbers: it goes three days after the date, and at once when the house says that this
 * phone has no business with it any more.
 */
import { readSheet } from '$lib/api/day';
import { Problem, Unreachable } from '$lib/api/problem';
import { setZone } from '$lib/ui/format';
import type { Count, Sheet } from './types';

const PLACE = 'preau.sheet';
const KEPT_FOR_MS = 3 * 86_400_000;
const EVERY_MS = 30_000;
/** Without news for so long the page says how old it is. */
const STALE_MS = 95_000;

interface Kept {
  sheet: Sheet;
  /** When it was read, milliseconds since 1970. */
  at: number;
}

export class DaySheet {
  told = $state.raw<Sheet | null>(null);
  /** When it was read. */
  at = $state<Date | null>(null);
  /** Why there is none, or none newer. */
  failure = $state.raw<Problem | Unreachable | null>(null);
  now = $state(new Date());

  #asking = false;
  #askedAgain = false;

  /** `heard` is called with each sheet that the house tells, and when it was asked for. */
  constructor(
    private readonly date: number,
    private readonly heard: (sheet: Sheet, asked: number) => void,
  ) {
    forgetOldSheets();
    const kept = keptSheet(date);
    if (kept) this.#show(kept);
  }

  /** Newer than the sheet, which is kept with it: a page that is opened again must not count from before. */
  counted(count: Count): void {
    if (this.told && this.at) keep(this.date, { sheet: { ...this.told, count }, at: +this.at });
  }

  /** Too old to be trusted for what changes by the minute. */
  get stale(): boolean {
    return this.at !== null && +this.now - +this.at > STALE_MS;
  }

  /** The house knows who asks, and says no. */
  get out(): boolean {
    return this.failure instanceof Problem && [401, 403].includes(this.failure.status);
  }

  /** What was done while an answer was on its way is not in it: then it is asked for once more. */
  async read(): Promise<void> {
    if (this.#asking) {
      this.#askedAgain = true;
      return;
    }
    this.#asking = true;
    do {
      this.#askedAgain = false;
      await this.#ask();
    } while (this.#askedAgain);
    this.#asking = false;
    this.now = new Date();
  }

  async #ask(): Promise<void> {
    const asked = performance.now();
    try {
      const sheet = await readSheet(this.date);
      this.failure = null;
      const kept = { sheet, at: Date.now() };
      keep(this.date, kept);
      this.#show(kept);
      this.heard(sheet, asked);
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.failure = error;
      if (error instanceof Problem) this.#lose(error);
    }
  }

  /** Goes on until the answer is called. */
  keep(): () => void {
    void this.read();
    const seen = () => {
      if (document.visibilityState === 'visible') void this.read();
    };
    const back = () => void this.read();
    const clock = setInterval(() => (this.now = new Date()), 5_000);
    const again = setInterval(seen, EVERY_MS);
    document.addEventListener('visibilitychange', seen);
    addEventListener('online', back);
    return () => {
      clearInterval(clock);
      clearInterval(again);
      document.removeEventListener('visibilitychange', seen);
      removeEventListener('online', back);
    };
  }

  #show({ sheet, at }: Kept): void {
    setZone(sheet.date.timezone);
    this.told = sheet;
    this.at = new Date(at);
  }

  /** A session that is over can be renewed; what is not hers, or a phone that was taken off the team, is another thing. */
  #lose({ status, code }: Problem): void {
    if (/device/.test(code)) forgetSheets(() => true);
    else if (status === 404 || status === 403) forgetSheets((name) => name === nameOf(this.date));
    else return;
    this.told = null;
  }
}

const nameOf = (date: number) => `${PLACE}.${date}`;

function keep(date: number, kept: Kept): void {
  try {
    localStorage.setItem(nameOf(date), JSON.stringify(kept));
  } catch {
    // Full storage: the page says what it knows for as long as it is open.
  }
}

export function keptSheet(date: number): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(nameOf(date)) ?? 'null');
  } catch {
    return null;
  }
}

function forgetOldSheets(): void {
  forgetSheets((name) => {
    const kept = keptSheet(Number(name.slice(PLACE.length + 1)));
    return !kept || Date.now() - Date.parse(kept.sheet.date.ends_at) > KEPT_FOR_MS;
  });
}

/** Leave nothing of them on a phone that others use. */
export function forgetSheets(which: (name: string) => boolean): void {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(`${PLACE}.`));
  for (const name of names.filter(which)) localStorage.removeItem(name);
}
