/** What a QR code of the house says, as `venue/codes/tokens.py` writes it. Reading it is not believing it: keys.ts. */

const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const LENGTH = 143;
const BODY = 31;
const VERSION = 1;
const PURPOSES: Record<number, Purpose> = { 1: 'meal', 2: 'meal', 3: 'event' };

/** What a ticket opens: a seat at the table, or the entrance of an event. */
export type Purpose = 'meal' | 'event';

export interface Code {
  purpose: Purpose;
  /** How many it is for. */
  covers: number;
  /** Four bytes in hexadecimal. */
  keyId: string;
  /** The number of the sitting or of the event's date. */
  about: number;
  /** Says nothing of anybody. */
  id: string;
  body: Uint8Array;
  signature: Uint8Array;
}

/** null: no code of ours. */
export function read(text: string): Code | null {
  const bytes = text.length === LENGTH ? decoded(text) : null;
  const purpose = PURPOSES[bytes?.[1] ?? 0];
  if (!bytes || bytes[0] !== VERSION || !purpose) return null;
  const view = new DataView(bytes.buffer);
  return {
    purpose,
    covers: view.getUint8(2),
    keyId: hex(bytes.subarray(3, 7)),
    about: Number(view.getBigUint64(7)),
    id: hex(bytes.subarray(15, BODY)),
    body: bytes.slice(0, BODY),
    signature: bytes.slice(BODY),
  };
}

/** RFC 9285. null: other signs, or three of them that say more than two bytes hold. */
function decoded(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const signs = [...text.slice(at, at + 3)].map((sign) => BASE45.indexOf(sign));
    const value = signs.reduceRight((sum, digit) => sum * 45 + digit, 0);
    const most = signs.length === 3 ? 0xffff : 0xff;
    if (signs.includes(-1) || signs.length === 1 || value > most) return null;
    bytes.push(...(signs.length === 3 ? [value >> 8, value & 0xff] : [value]));
  }
  return new Uint8Array(bytes);
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
