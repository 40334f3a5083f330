/** The same place every week, or on other days too: which, how long, and what each date says before it is booked. */
import { placeSeries, previewSeries } from '$lib/api/coworking';
import { uuid } from '$lib/api/uuid';
import { ruleOf, WEEKDAYS, weekdayOf, weeksUntil, type Weekday } from '$lib/coworking/rule';
import type { NewSeries, Occurrence, Series } from '$lib/coworking/types';
import { Deed } from '$lib/state/deed.svelte';

export class WeeklyWish {
  days = $state<Weekday[]>([]);
  weeks = $state(1);
  dates = $state.raw<Occurrence[] | null>(null);
  /** `starts_at` of the dates that are wanted. */
  ticked = $state<string[]>([]);
  readonly looking = new Deed();
  readonly booking = new Deed();

  /** What the dates below were asked for; they say nothing about anything else. */
  #asked = $state('');
  #key = uuid();

  /** `date`: of the first; `lastDay`: no later one can be booked. */
  constructor(
    private readonly wish: () => Omit<NewSeries, 'rule'>,
    private readonly date: string,
    private readonly lastDay: string,
  ) {
    this.days = [weekdayOf(date)];
    this.weeks = Math.min(4, this.spans.at(-1) ?? 1);
  }

  /** For how many weeks it may go on. */
  get spans(): number[] {
    return weeksUntil(this.date, this.lastDay);
  }

  get written(): NewSeries {
    const days = WEEKDAYS.filter((day) => this.days.includes(day));
    return { ...this.wish(), rule: ruleOf(days, this.date, this.weeks, this.lastDay) };
  }

  /** Whether the dates shown are those of what is now wished. */
  get current(): boolean {
    return this.dates !== null && this.#asked === JSON.stringify(this.written);
  }

  async preview(): Promise<void> {
    const wish = this.written;
    const dates = await this.looking.run(() => previewSeries(wish));
    if (!dates) return;
    this.dates = dates;
    this.ticked = dates.filter(({ ok }) => ok).map(({ starts_at }) => starts_at);
    this.#asked = JSON.stringify(wish);
  }

  async book(): Promise<Series | null> {
    const skip = (this.dates ?? [])
      .map(({ starts_at }) => starts_at)
      .filter((date) => !this.ticked.includes(date));
    const made = await this.booking.run(() => placeSeries({ ...this.written, skip }, this.#key));
    // A refusal was an answer: the next press is a new question.
    if (!made) this.#key = uuid();
    return made;
  }
}
