/** A French number as people here read it aloud, in pairs: « 04 73 00 00 01 »; any other as it was written. */
export function inPairs(phone: string): string {
  const digits = phone.replace(/[\s.-]/g, '').replace(/^\+33/, '0');
  return /^0\d{9}$/.test(digits) ? (digits.match(/../g) ?? []).join('\u00a0') : phone;
}
