/** One event as its desk has it: every answer of the house replaces it whole, and all sections follow. */
import { readHelpers, readPlaces, readPlan } from '$lib/api/planning';
import { Problem, Unreachable } from '$lib/api/problem';
import { columnOf, nextDate } from '$lib/planning/board';
import type { Plan, PlanDate } from '$lib/planning/types';
import { Reading } from '$lib/state/reading.svelte';

export class EventDesk {
  plan: Plan = $state.raw() as Plan;
  /** The date whose crew, kit and run sheet are shown. */
  chosen = $state<number | null>(null);
  readonly places = new Reading(readPlaces);
  readonly helpers = new Reading(readHelpers);

  constructor(
    plan: Plan,
    public readonly manager: boolean,
  ) {
    this.plan = plan;
  }

  /** The street knows it. */
  get told(): boolean {
    return this.plan.published_at !== null;
  }

  /** It is on the street's agenda and people may still come. */
  get coming(): boolean {
    return columnOf(this.plan) === 'published';
  }

  get date(): PlanDate | null {
    const chosen = this.plan.dates.find(({ id }) => id === this.chosen);
    return chosen ?? nextDate(this.plan.dates);
  }

  /** Something beside the plan has changed what its card tells: crew, kit, a change that the street was told. */
  async again(): Promise<void> {
    try {
      this.plan = await readPlan(this.plan.slug);
    } catch (error) {
      // What was done is done; the rest of the page is merely older.
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
    }
  }

  can(noun: string): boolean {
    return this.plan.can.includes(noun);
  }
}
