/** The cast for tests: small factories in keyword style, and a house that answers what it is told to. */
import { vi } from 'vitest';
import type { Order, SittingDetail } from '$lib/api/types';

export const aSitting = (about: Partial<SittingDetail> = {}): SittingDetail => ({
  id: 12,
  title: '',
  starts_at: '2036-11-25T11:00:00Z',
  ends_at: '2036-11-25T12:00:00Z',
  space: 'CANT',
  space_name: 'Salle de la cantine',
  state: 'open',
  trial: false,
  covers: 48,
  covers_left: 41,
  equilibrium_cents: 750,
  cost_breakdown: [
    { key: 'food', cents: 308 },
    { key: 'people', cents: 482 },
    { key: 'grants', cents: -40 },
  ],
  cancelled_because: '',
  dishes: [],
  walk_in_reserve: 7,
  max_covers: 6,
  allergen_names: [],
  price: {
    online: true,
    sentence: 'Ce que vous donnez permet au suivant de s’asseoir.',
    full_cost_cents: 790,
  },
  allergen_sheet: [],
  ...about,
});

export const anOrder = (about: Partial<Order> = {}): Order => ({
  key: 'k'.repeat(22),
  state: 'confirmed',
  covers: 2,
  checkout_url: null,
  expires_at: null,
  cancellable: true,
  sitting: aSitting(),
  building: { name: 'Le Préau', address: '12 rue Rabanesse, 63000 Clermont-Ferrand' },
  tickets: [
    {
      serial: 'A1',
      token: 'T',
      short_code: 'K7QM3XHA',
      covers: 2,
      covers_redeemed: 0,
      state: 'valid',
    },
  ],
  ...about,
});

export interface Asked {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

type Answer = [status: number, body: unknown] | 'silence';

/** Replace `fetch`: `answer` decides by what is asked; everything asked is kept in the list that is given back. */
export function aHouse(answer: (asked: Asked, nth: number) => Answer): Asked[] {
  const heard: Asked[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const asked = {
      method: init.method ?? 'GET',
      path,
      headers: new Headers(init.headers),
      body: init.body ? JSON.parse(String(init.body)) : undefined,
    };
    heard.push(asked);
    const said = answer(asked, heard.length);
    if (said === 'silence') throw new TypeError('no network');
    const [status, body] = said;
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  });
  return heard;
}
