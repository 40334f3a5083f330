/**
 * What somebody is writing in one section of a desk. The house's news flows into what was not touched; what was
 * typed stays, in this tab even through a reload, until the house has it.
 */
export class Section<Fields extends object> {
  readonly typed: Fields;
  #known: Fields = $state.raw({} as Fields);
  readonly #store: string;

  /** `name` is unique to the thing and the section: `veillee.words`. */
  constructor(name: string, known: Fields) {
    this.#store = `preau.section.${name}`;
    this.#known = $state.snapshot(known) as Fields;
    const typed = $state({ ...this.#known, ...this.#kept() });
    this.typed = typed;
  }

  /** Only what differs from what the house has. */
  get changed(): Partial<Fields> {
    const typed = $state.snapshot(this.typed) as Fields;
    const keys = Object.keys(typed) as (keyof Fields)[];
    return Object.fromEntries(
      keys.filter((key) => !same(typed[key], this.#known[key])).map((key) => [key, typed[key]]),
    ) as Partial<Fields>;
  }

  get dirty(): boolean {
    return Object.keys(this.changed).length > 0;
  }

  /** The house has this now: what was not touched here follows. */
  take(known: Fields): void {
    const { changed } = this;
    this.#known = $state.snapshot(known) as Fields;
    Object.assign(this.typed, this.#known, changed);
  }

  /** What was typed has arrived; what was typed meanwhile has not. */
  saved(sent: Partial<Fields>, known: Fields): void {
    const still = Object.entries(this.changed).filter(
      ([key, value]) => !same(value, sent[key as keyof Fields]),
    );
    this.#known = $state.snapshot(known) as Fields;
    Object.assign(this.typed, this.#known, Object.fromEntries(still));
  }

  forget(): void {
    Object.assign(this.typed, this.#known);
  }

  /** Call in an effect: what is typed outlives this page. */
  keep(): void {
    const { changed } = this;
    if (Object.keys(changed).length) sessionStorage.setItem(this.#store, JSON.stringify(changed));
    else sessionStorage.removeItem(this.#store);
  }

  #kept(): Partial<Fields> {
    try {
      return JSON.parse(sessionStorage.getItem(this.#store) ?? '{}') as Partial<Fields>;
    } catch {
      return {};
    }
  }
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
