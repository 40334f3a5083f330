/** The public halves of the keys that the house signs with, kept so that a door can check a ticket with no network. */
import { verifyAsync } from '@noble/ed25519';
import { get } from '$lib/api/client';
import { Problem, Unreachable } from '$lib/api/problem';
import type { components } from '$lib/api/schema';
import type { Code } from './code';

type KeyList = components['schemas']['KeyList'];

const PLACE = 'preau.keys';

/** Read them again; those that were revoked are gone then. Without network the kept ones stay. */
export async function refreshKeys(): Promise<void> {
  try {
    localStorage.setItem(PLACE, JSON.stringify(await get<KeyList>('/api/v1/codes/keys/')));
  } catch (error) {
    if (error instanceof Problem || error instanceof Unreachable) return;
    if (!(error instanceof DOMException)) throw error; // full storage: checking waits for the network
  }
}

/** Did this house sign it? null: this phone cannot tell. */
export async function isSigned({ keyId, body, signature }: Code): Promise<boolean | null> {
  const known = keptKeys();
  if (!known || !globalThis.crypto?.subtle) return null;
  const key = known.results.find(({ key_id }) => key_id === keyId);
  if (!key) return false;
  const signed = new Uint8Array([...fromHex(known.domain), ...body]);
  return verifyAsync(signature, signed, fromBase64Url(key.public_key), { zip215: false });
}

function keptKeys(): KeyList | null {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? 'null');
  } catch {
    return null;
  }
}

const fromHex = (text: string) =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
