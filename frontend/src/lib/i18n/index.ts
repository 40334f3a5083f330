/**
 * The words of the pages. One language per page load: it is in the address (`/…` is French, `/en/…`
 * is English), so that only one set of words travels and nothing has to be reactive.
 *
 *   import { t } from '$lib/i18n';   …   {t.order.howMany}
 */
import { fine } from './fine';
import type { fr } from './fr';

export type Words = typeof fr;
export type Language = 'fr' | 'en';

export const language: Language = languageOf(location.pathname);
export const locale = language === 'en' ? 'en-GB' : 'fr-FR';

/** The words of this page's language; there once `loadWords()` has resolved (main.ts awaits it). */
export let t: Words;

export async function loadWords(): Promise<void> {
  t = language === 'en' ? (await import('./en')).en : (await import('./fr')).fr;
}

export function languageOf(path: string): Language {
  return path === '/en' || path.startsWith('/en/') ? 'en' : 'fr';
}

/** Words kept beside a page of the team: `choose({fr: {…}, en: {…}})`; both must have the same keys. */
export function choose<Own>(words: Record<Language, Own>): Own {
  return language === 'fr' ? fine(words.fr) : words[language];
}

/** The address without its language: `/en/manger/` → `/manger/`. */
export function withoutLanguage(path: string): string {
  return languageOf(path) === 'en' ? path.slice(3) || '/' : path;
}

/** The address of a page in this page's language, or in another. `path` begins with `/`. */
export function href(path: string, to: Language = language): string {
  return to === 'en' ? `/en${path}` : path;
}
