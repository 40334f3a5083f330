/** What somebody typed as an amount of a year's accounts, in cents; null when it is none. « 39 670 », "39670.50 €". */
export function wholeCentsOf(typed: string): number | null {
  const plain = typed.replace(/[\s\u00a0\u202f€]/g, '').replace(',', '.');
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
}
