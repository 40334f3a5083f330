/**
 * Hears hardware scanners that type: a fast burst of keys that ends in Enter or Tab, wherever the focus is.
 * A person never types like that, so nothing has to be switched on (issue 2 §6.4).
 *
 * Such a scanner sends the keys of a US keyboard. On a French phone or computer `event.key` then says « é » for
 * 2: the same keys are kept by their place as well, and read that way when the letters make no sense.
 */

/** Longest pause between two keys of one burst. Slow scanners leave 40 ms, fast typists 100. */
const PAUSE_MS = 70;
const SHORTEST = 8;
/** The alphabet of the tickets' QR codes (Base45) holds that of the short codes. */
const SENSIBLE = /^[0-9A-Z $%*+./:-]+$/;

const US: Record<string, [plain: string, shifted: string]> = {
  Space: [' ', ' '],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Semicolon: [';', ':'],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
};
const ABOVE_DIGITS = ')!@#$%^&*(';

export type Key = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'timeStamp'
>;

export class Wedge {
  #keys = '';
  #places = '';
  #last = -Infinity;

  /**
   * One key down. The answer says what it was: `typed` (an ordinary key), `burst` (part of a scan, keep it from
   * the page), or what was scanned.
   */
  press(event: Key): 'typed' | 'burst' | { scanned: string } {
    if (event.key === 'Shift' || event.key === 'CapsLock') return 'typed';
    if (event.ctrlKey || event.metaKey || event.key === 'Unidentified') return this.#forget();
    const quick = event.timeStamp - this.#last <= PAUSE_MS;
    if (event.key === 'Enter' || event.key === 'Tab') return quick ? this.#end() : this.#forget();
    if (!quick) this.#forget();
    if (event.key.length !== 1) return this.#forget();
    this.#last = event.timeStamp;
    this.#keys += event.key;
    this.#places += onUsKeyboard(event);
    return this.#keys.length > 1 ? 'burst' : 'typed';
  }

  #end(): 'typed' | { scanned: string } {
    const [keys, places] = [this.#keys.toUpperCase(), this.#places.toUpperCase()];
    this.#forget();
    if (keys.length < SHORTEST) return 'typed';
    if (SENSIBLE.test(keys)) return { scanned: keys };
    return { scanned: SENSIBLE.test(places) ? places : keys };
  }

  #forget(): 'typed' {
    this.#keys = this.#places = '';
    this.#last = -Infinity;
    return 'typed';
  }
}

/** What the key at this place types on the keyboard that scanners pretend to be. */
function onUsKeyboard({ key, code, shiftKey }: Key): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return letter;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return shiftKey ? (ABOVE_DIGITS[Number(digit)] ?? '') : digit;
  const numpad = /^Numpad(\d)$/.exec(code)?.[1];
  return numpad ?? US[code]?.[shiftKey ? 1 : 0] ?? key;
}
