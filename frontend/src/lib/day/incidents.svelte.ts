/** Incidents noted in the street, kept on the phone until the house has heard of them. */
import { reportIncident, type NewIncident } from '$lib/api/day';
import { uuid } from '$lib/api/uuid';
import { Outbox, type Refused } from '$lib/state/outbox.svelte';
import type { Gravity } from './types';

interface Waiting extends NewIncident {
  date: number;
}

export class Incidents {
  #outbox: Outbox<Waiting>;

  /** `heard`: the house has taken some, its sheet has news. */
  constructor(
    private readonly date: number,
    heard: () => void,
  ) {
    this.#outbox = new Outbox<Waiting>('preau.incidents', tell, heard);
  }

  readonly waiting = $derived.by(() =>
    this.#outbox.waiting.filter(({ date }) => date === this.date),
  );

  get refused(): Refused<Waiting>[] {
    return this.#outbox.refused;
  }

  note(gravity: Gravity, what: string): void {
    const [at, request_id] = [new Date().toISOString(), uuid()];
    this.#outbox.put({ date: this.date, gravity, what, at, request_id });
  }

  seen(): void {
    this.#outbox.seen();
  }

  keep = (): (() => void) => this.#outbox.keep();
}

async function tell(incidents: Waiting[]): Promise<void> {
  for (const incident of incidents) await reportIncident(incident.date, incident);
}
