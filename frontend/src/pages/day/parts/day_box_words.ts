/** The words of a date's box. */
import { choose } from '$lib/i18n';

export const words = choose({
  fr: {
    title: 'La caisse',
    counted: 'La caisse est comptée.',
    notCounted: 'La caisse n’est pas encore comptée.',
    amount: 'En tout, dans la caisse',
    hint: 'Une seule somme pour toute la date. Elle part dans les comptes ; elle n’est plus montrée ici.',
    wrong: 'Une somme en euros, par exemple 125,50.',
    count: 'C’est compté',
    correct: 'Recompter',
    line: (sum: string, when: string) => `${sum}, compté ${when}`,
    corrected: 'corrigé depuis',
  },
  en: {
    title: 'The box',
    counted: 'The box is counted.',
    notCounted: 'The box is not counted yet.',
    amount: 'In the box, in all',
    hint: 'One sum for the whole date. It goes into the books and is not shown here again.',
    wrong: 'A sum in euros, for example 125.50.',
    count: 'It is counted',
    correct: 'Count again',
    line: (sum: string, when: string) => `${sum}, counted ${when}`,
    corrected: 'corrected since',
  },
});
