import { expect, test } from 'vitest';
import { hundredthsOf, lineOf, QuoteDraft } from './quote_draft.svelte';

test('quantities and prices are read as people write them', () => {
  expect(['1,5', '18.00 €', '-20', '−0,5', '', '1.234', 'x'].map(hundredthsOf)).toEqual([
    150,
    1800,
    -2000,
    -50,
    null,
    null,
    null,
  ]);
});

test('a line without a word, a quantity or a price is not sent', () => {
  const whole = { id: '1', label: 'Salle', quantity: '1', each: '10' };
  expect([whole, { ...whole, label: ' ' }, { ...whole, quantity: '0' }].map(lineOf)).toEqual([
    { label: 'Salle', quantity: 100, unit_cents: 1000 },
    null,
    null,
  ]);
});

test('the total is that of the house', () => {
  const draft = new QuoteDraft([
    { label: 'Salle', quantity: 350, unit_cents: 1800, vat_bp: 2000, gross_cents: 6300 },
    { label: 'Remise', quantity: 100, unit_cents: -301, vat_bp: 2000, gross_cents: -301 },
  ]);
  expect(draft.totalCents).toBe(5999);
  draft.add();
  expect(draft.totalCents).toBeNull();
});
