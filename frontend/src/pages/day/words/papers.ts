/** Papers to show. */
import { choose } from '$lib/i18n';

export const papers = choose({
  fr: {
    title: 'Papiers à montrer',
    none: 'Aucun papier n’est joint.',
    hint: 'À ouvrir avant de partir : sans réseau, ils ne se téléchargent pas.',
    sheet: 'Cette feuille en PDF (A4)',
  },
  en: {
    title: 'Papers to show',
    none: 'No paper is attached.',
    hint: 'Open them before you leave: they cannot be fetched without a network.',
    sheet: 'This sheet as a PDF (A4)',
  },
});
