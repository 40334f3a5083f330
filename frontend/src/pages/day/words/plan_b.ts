/** Plan B. */
import { choose } from '$lib/i18n';
import { people, peopleEn } from './people';

export const planB = choose({
  fr: {
    title: 'Plan B',
    none: 'Pas de plan B dans le dossier.',
    fits: (expected: number, allowed: number | null) =>
      allowed === null
        ? `${people(expected)} attendues, pas de limite connue là-bas.`
        : `${people(expected)} attendues, ${allowed} au plus là-bas : ça tient.`,
    not: 'Ça ne tient pas :',
  },
  en: {
    title: 'Plan B',
    none: 'There is no plan B.',
    fits: (expected: number, allowed: number | null) =>
      allowed === null
        ? `${peopleEn(expected)} expected, no known limit there.`
        : `${peopleEn(expected)} expected, ${allowed} at most there: they fit.`,
    not: 'It does not work:',
  },
});
