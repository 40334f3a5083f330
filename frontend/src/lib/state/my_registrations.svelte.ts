/** The registrations for street events that this browser holds. */
import { readRegistration, readRegistrationPicture } from '$lib/api/events';
import type { Registration } from '$lib/outside/types';
import { Shelf } from './shelf.svelte';

export interface KeptRegistration {
  key: string;
  registration: Registration;
  /** Its QR (SVG), once it was read; it says the same as long as the registration lives. */
  picture: string;
  /** When `registration` was read, ISO 8601. */
  at: string;
}

class MyRegistrations extends Shelf<KeptRegistration> {
  constructor() {
    super('preau.registrations');
  }

  /** Remember a registration, or what has become of it. */
  keep(registration: Registration): void {
    const picture = this.find(registration.key)?.picture ?? '';
    this.put({ key: registration.key, registration, picture, at: new Date().toISOString() });
  }

  /** Read it again, with its picture if that is missing. @throws Problem, Unreachable */
  async refresh(key: string): Promise<void> {
    const registration = await readRegistration(key);
    this.keep(registration);
    if (registration.state !== 'registered' || this.find(key)?.picture) return;
    const picture = await readRegistrationPicture(key);
    const now = this.find(key);
    if (now) this.put({ ...now, picture });
  }
}

export const registrations = new MyRegistrations();
