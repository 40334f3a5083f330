/** The lines of a quote while a manager writes them. */
import type { Line, QuoteItem } from '$lib/api/hire';
import { uuid } from '$lib/api/uuid';
import { locale } from '$lib/i18n';

export interface Row {
  id: string;
  label: string;
  quantity: string;
  each: string;
}

export class QuoteDraft {
  rows = $state<Row[]>([]);

  constructor(items: readonly QuoteItem[]) {
    this.rows = items.map(({ label, quantity, unit_cents }) => ({
      id: uuid(),
      label,
      quantity: written(quantity),
      each: written(unit_cents),
    }));
    if (!this.rows.length) this.add();
  }

  add(): void {
    this.rows.push({ id: uuid(), label: '', quantity: '1', each: '' });
  }

  remove(id: string): void {
    this.rows = this.rows.filter((row) => row.id !== id);
  }

  /** Null while a line is not whole. */
  get lines(): Line[] | null {
    const lines = this.rows.map(lineOf);
    return lines.length && lines.every((line) => line !== null) ? lines : null;
  }

  /** As the house counts it: each line to the next cent, halves away from zero. */
  get totalCents(): number | null {
    return (
      this.lines?.reduce((sum, line) => sum + halfUp((line.quantity * line.unit_cents) / 100), 0) ??
      null
    );
  }
}

export function lineOf({ label, quantity, each }: Row): Line | null {
  const [count, cents] = [hundredthsOf(quantity), hundredthsOf(each)];
  if (!label.trim() || count === null || count <= 0 || cents === null) return null;
  return { label: label.trim(), quantity: count, unit_cents: cents };
}

/** « 1,5 » → 150, "-20" → -2000; null for what is no number with two decimals at most. */
export function hundredthsOf(typed: string): number | null {
  const plain = typed
    .replace(/[\s\u00a0\u202f€]/g, '')
    .replace(',', '.')
    .replace('−', '-');
  return /^-?\d{1,5}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
}

const halfUp = (number: number): number => Math.sign(number) * Math.round(Math.abs(number));

const written = (hundredths: number): string =>
  (hundredths / 100).toLocaleString(locale, { useGrouping: false, maximumFractionDigits: 2 });
