/**
 * Signing in, by a code sent to an address or by a passkey, through allauth's headless API (browser client,
 * session cookie), and pairing a crew phone. Its answers speak by status: 200 in, 401 go on, 400 not right.
 */
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import type { PairedDevice } from '$lib/state/device';
import { get, post, send } from './client';
import { Problem } from './problem';
import type { Me } from './types';

const AUTH = '/_allauth/browser/v1';

/** Ask for a code. The same outcome for known and unknown addresses. @throws Problem (429: too often) */
export async function requestCode(email: string): Promise<void> {
  await goingOn(post(`${AUTH}/auth/code/request`, { email }));
}

/** Where a code led: inside, or to a second lock (an authenticator app), which managers may have. */
export type Arrival = 'inside' | 'second lock';

/** Hand the code in. @throws Problem when it is not right */
export async function confirmCode(code: string): Promise<Arrival> {
  try {
    await post(`${AUTH}/auth/code/confirm`, { code });
    return 'inside';
  } catch (error) {
    if (error instanceof Problem && isPending(error, 'mfa_authenticate')) return 'second lock';
    throw error;
  }
}

/** The six digits of the authenticator app. @throws Problem when they are not right */
export async function openSecondLock(code: string): Promise<void> {
  await post(`${AUTH}/auth/2fa/authenticate`, { code });
}

/** How the house calls the person who is signed in. */
export const sayMyName = (first_name: string) =>
  send<Me>('PATCH', '/api/v1/people/me/', { first_name });

/** On one's own phone: stay connected for two weeks rather than until the browser is closed. */
export async function stayConnected(stay: boolean): Promise<void> {
  await (stay ? post('/api/v1/people/me/stay/', {}) : send('DELETE', '/api/v1/people/me/stay/'));
}

export async function signInWithPasskey(): Promise<void> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const { data } = await get<Options<PublicKeyCredentialRequestOptionsJSON>>(
    `${AUTH}/auth/webauthn/login`,
  );
  const credential: AuthenticationResponseJSON = await startAuthentication({
    optionsJSON: data.request_options.publicKey,
  });
  await post(`${AUTH}/auth/webauthn/login`, { credential });
}

export async function addPasskey(name: string): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const { data } = await get<CreationOptions>(
    `${AUTH}/account/authenticators/webauthn?passwordless`,
  );
  const credential: RegistrationResponseJSON = await startRegistration({
    optionsJSON: data.creation_options.publicKey,
  });
  await post(`${AUTH}/account/authenticators/webauthn`, { name, credential });
}

/** An authenticator app that is about to become the second lock: `picture` is an SVG of `totp_url`. */
export interface NewLock {
  secret: string;
  totp_url: string;
  picture: string;
}

/** Whether the second lock is set; if not, what a new one would be. */
export async function readSecondLock(signal?: AbortSignal): Promise<'set' | NewLock> {
  try {
    await get(`${AUTH}/account/authenticators/totp`, signal);
    return 'set';
  } catch (error) {
    if (error instanceof Problem && error.status === 404 && error.figures.meta) {
      return error.figures.meta as NewLock;
    }
    throw error;
  }
}

/**
 * The rescue codes, told this once.
 * @throws Problem when the digits are not right (400), or when she should sign in afresh first (401)
 */
export async function setSecondLock(code: string): Promise<string[]> {
  const { meta } = await post<{ meta?: { rescue_codes?: string[] } }>(
    `${AUTH}/account/authenticators/totp`,
    { code },
  );
  return meta?.rescue_codes ?? [];
}

/** @throws Problem as above */
export async function removeSecondLock(code: string): Promise<void> {
  await post(`${AUTH}/auth/2fa/reauthenticate`, { code });
  await send('DELETE', `${AUTH}/account/authenticators/totp`);
}

/** What the house knows of whoever is signed in; each room tells its own. */
export interface OwnData {
  people: {
    first_name: string;
    email: string | null;
    phone: string | null;
    joined_at: string;
    roles: { role: string }[];
  };
  canteen: { bookings: unknown[]; dishes_published: unknown[]; allergens_answered: unknown[] };
}

export const readOwnData = (signal?: AbortSignal) =>
  get<OwnData>('/api/v1/people/me/data/', signal);

/** At once and for good. @throws Problem `last_manager` */
export const forgetMe = () => post<undefined>('/api/v1/people/me/erasure/', {});

export async function signOut(): Promise<void> {
  await goingOn(send('DELETE', `${AUTH}/auth/session`));
}

/**
 * "J'ai fini" on a device that others use: the house forgets this browser, and whoever is signed in leaves.
 * The cookie is one that scripts cannot reach.
 */
export const forgetBrowser = () => send<undefined>('DELETE', '/api/v1/people/browser/');

/** Make this phone one of the house's, with the code that a manager shows. @throws Problem `unknown_code`, `code_expired` */
export async function pairDevice(code: string, name: string): Promise<PairedDevice> {
  const { token, device } = await post<{ token: string; device: Omit<PairedDevice, 'token'> }>(
    '/api/v1/people/devices/',
    { code, name },
  );
  return { ...device, token };
}

interface Options<Public> {
  data: { request_options: { publicKey: Public } };
}
interface CreationOptions {
  data: { creation_options: { publicKey: PublicKeyCredentialCreationOptionsJSON } };
}

function isPending(problem: Problem, flow: string): boolean {
  const { flows = [] } = (problem.figures.data ?? {}) as {
    flows?: { id: string; is_pending?: boolean }[];
  };
  return flows.some(({ id, is_pending }) => id === flow && is_pending);
}

/** allauth answers 401 while a flow is pending and after signing out: that is no refusal here. */
async function goingOn(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401)) throw error;
  }
}
