/** A shift as its form shows it, and what of it differs for the house. */
import type { NewSlot } from '$lib/api/planning';
import { stretchOf, typedOf, wrongHours } from './hours';
import type { Wrong } from './new_event.svelte';
import type { Slot } from './types';

export interface SlotFields {
  title: string;
  title_en: string;
  day: string;
  from: string;
  until: string;
  minimum: string;
  most: string;
}

/** A new one begins at the hours of its date. */
export const newSlotOf = (date: { starts_at: string; ends_at: string }): SlotFields => ({
  ...typedOf(date),
  title: '',
  title_en: '',
  minimum: '1',
  most: '2',
});

export const slotFieldsOf = (slot: Slot): SlotFields => ({
  ...typedOf(slot),
  title: slot.title,
  title_en: slot.title_en,
  minimum: String(slot.minimum),
  most: String(slot.most),
});

const isCount = (text: string) => /^\d{1,3}$/.test(text.trim());

export const wrongSlot = (typed: SlotFields): Wrong => ({
  ...wrongHours(typed.day, typed.from, typed.until),
  ...(typed.title.trim() ? {} : { title: 'needed' as const }),
  ...(isCount(typed.minimum) ? {} : { minimum: 'number' as const }),
  ...(isCount(typed.most) ? {} : { most: 'number' as const }),
});

export const slotOf = (typed: SlotFields): NewSlot => ({
  title: typed.title.trim(),
  title_en: typed.title_en.trim(),
  ...stretchOf(typed.day, typed.from, typed.until),
  minimum: Number(typed.minimum),
  most: Number(typed.most),
});

/**
 * Only what was changed is said: hours that nobody touched tell nobody, and a shift that is longer than a day keeps its
 * end.
 */
export function slotChanges(typed: SlotFields, before: SlotFields): Partial<NewSlot> {
  const is = (...names: (keyof SlotFields)[]) => names.some((name) => typed[name] !== before[name]);
  const { title, title_en, starts_at, ends_at, minimum, most } = slotOf(typed);
  return {
    ...(is('title') ? { title } : {}),
    ...(is('title_en') ? { title_en } : {}),
    ...(is('day', 'from', 'until') ? { starts_at, ends_at } : {}),
    ...(is('minimum') ? { minimum } : {}),
    ...(is('most') ? { most } : {}),
  };
}
