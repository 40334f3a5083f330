/** From when to when at one place, within what is free there and what one may book. */
import {
  endsFrom,
  MINUTE,
  proposal,
  spanOf,
  startsIn,
  stretchAt,
  type Span,
} from '$lib/coworking/slots';
import type { Place, Stretch } from '$lib/coworking/types';

export class TimeWish {
  from = $state(0);
  to = $state(0);

  /** `place` is read anew each time: others book meanwhile. `grid` and `longest` in minutes. */
  constructor(
    protected readonly place: () => Place,
    private readonly grid: () => number,
    private readonly longest: () => number,
    wish: Span,
  ) {
    this.from = wish.from;
    this.to = wish.to;
  }

  get stretch(): Span | null {
    return stretchAt(this.place(), this.from);
  }

  /** When one can begin, over all that is free that day. */
  get starts(): number[] {
    return this.place().free.flatMap((stretch) => startsIn(spanOf(stretch), this.grid()));
  }

  get ends(): number[] {
    return this.stretch ? endsFrom(this.from, this.stretch, this.grid(), this.longest()) : [];
  }

  get written(): Stretch {
    return {
      starts_at: new Date(this.from).toISOString(),
      ends_at: new Date(this.to).toISOString(),
    };
  }

  begin(from: number): void {
    const stretch = stretchAt(this.place(), from);
    if (!stretch) return;
    const minutes = (this.to - this.from) / MINUTE;
    const next = proposal(stretch, from, minutes, this.grid(), this.longest());
    this.from = next.from;
    this.to = next.to;
  }

  /** Not all of it is free (any more): the nearest that is. false when nothing is. */
  stillThere(): boolean {
    if (this.ends.includes(this.to)) return true;
    const starts = this.starts;
    const nearest = starts.find((at) => at >= this.from) ?? starts.at(-1);
    if (nearest === undefined) return false;
    this.begin(nearest);
    return true;
  }
}
