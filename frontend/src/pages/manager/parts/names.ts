/** How managers' pages call things. */
import type { ManagedDish, ManagedMenu, ManagedSitting } from '$lib/api/manage';
import type { Allergen } from '$lib/api/types';
import { language, t } from '$lib/i18n';
import { capital, day, time } from '$lib/ui/format';
import { words } from '../words';

/** In this page's language, or in the other when only that was written. */
export function titleOf({ title_fr, title_en }: Pick<ManagedSitting, 'title_fr' | 'title_en'>) {
  return language === 'en' ? title_en || title_fr : title_fr || title_en;
}

export function nameOf({ name_fr, name_en }: Pick<ManagedDish, 'name_fr' | 'name_en'>): string {
  return language === 'en' ? name_en || name_fr : name_fr;
}

/** « 12 h – 12 h 50 ». */
export function hours({ starts_at, ends_at }: Pick<ManagedSitting, 'starts_at' | 'ends_at'>) {
  return `${time(starts_at)}\u00a0–\u00a0${time(ends_at)}`;
}

/** « Mardi 24 novembre, Brunch ». A day without an hour is read at noon, so that no time zone moves it. */
export function menuName(menu: Pick<ManagedMenu, 'served_on' | 'title_fr' | 'title_en'>): string {
  return [capital(day(noon(menu.served_on))), titleOf(menu)].filter(Boolean).join(', ');
}

/** « Velouté, dahl, compote ». */
export function dishNames({ dishes }: Pick<ManagedMenu, 'dishes'>): string {
  return dishes.map(nameOf).join(' · ');
}

export const noon = (date: string) => `${date}T12:00:00Z`;

export function allergenNames(codes: readonly Allergen[]): string {
  return codes.map((code) => t.allergens.words[code]).join(', ');
}

export function tagName(tag: string): string {
  return t.tags[tag] ?? words.menu.tagWords[tag] ?? tag;
}

export function roleName(role: string): string {
  return words.people.roleWords[role] ?? role;
}

/** What chips offer: codes and their words. */
export function offered<Code extends string>(
  codes: readonly Code[],
  word: (code: Code) => string,
): Record<Code, string> {
  return Object.fromEntries(codes.map((code) => [code, word(code)])) as Record<Code, string>;
}
