import { expect, test } from 'vitest';
import { slotChanges, slotFieldsOf, wrongSlot } from './slot_fields';
import type { Slot } from './types';

const slot = {
  title: 'Monter les barnums',
  title_en: '',
  starts_at: '2026-12-11T15:00:00+01:00',
  ends_at: '2026-12-12T16:00:00+01:00',
  minimum: 3,
  most: 5,
} as Slot;
const before = slotFieldsOf(slot);

test('of a shift only what was changed is said: the hours of a long one stay', () => {
  expect(slotChanges({ ...before, most: '6' }, before)).toEqual({ most: 6 });
});

test('another hour is said with the hour that goes with it', () => {
  expect(slotChanges({ ...before, from: '14:00', until: '18:00' }, before)).toEqual({
    starts_at: '2026-12-11T13:00:00.000Z',
    ends_at: '2026-12-11T17:00:00.000Z',
  });
});

test('a shift needs words and numbers', () => {
  expect(wrongSlot({ ...before, title: ' ', minimum: 'deux', from: '' })).toEqual({
    title: 'needed',
    minimum: 'number',
    starts_at: 'needed',
  });
});
