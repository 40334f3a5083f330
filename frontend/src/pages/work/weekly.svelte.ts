/** The same place every week: which days, how long, and what each date says before anything is booked. */
import { placeSeries, previewSeries } from '$lib/api/coworking';
import { uuid } from '$lib/api/uuid';
import { ruleOf, WEEKDAYS, weekdayOf, type Weekday } from '$lib/coworking/rule';
import type { NewSeries, Occurrence, Series, Stretch } from '$lib/coworking/types';
import { Deed } from '$lib/state/deed.svelte';

export class WeeklyWish {
  days = $state<Weekday[]>([]);
  weeks = $state(4);
  dates = $state.raw<Occurrence[] | null>(null);
  /** `starts_at` of the dates that are wanted. */
  ticked = $state<string[]>([]);
  readonly looking = new Deed();
  readonly booking = new Deed();

  /** What the dates below were asked for; they say nothing about anything else. */
  #asked = $state('');
  #key = uuid();

  constructor(
    private readonly wish: () => Stretch & { resource: string },
    date: string,
  ) {
    this.days = [weekdayOf(date)];
  }

  get written(): NewSeries {
    const days = WEEKDAYS.filter((day) => this.days.includes(day));
    return { ...this.wish(), rule: ruleOf(days, this.weeks) };
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
