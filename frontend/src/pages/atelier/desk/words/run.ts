/** The run sheet. */
import { choose } from '$lib/i18n';

export const run = choose({
  fr: {
    hint: 'De quart d’heure en quart d’heure : du camion à la dernière chaise.',
    at: 'Heure',
    what: 'Quoi',
    who: 'Qui',
    where: 'Où',
    add: 'Ajouter une ligne',
    removeLine: (at: string) => `Retirer la ligne de ${at}`,
    paper: 'La feuille du jour (PDF)',
  },
  en: {
    hint: 'By quarter of an hour: from the lorry to the last chair.',
    at: 'Time',
    what: 'What',
    who: 'Who',
    where: 'Where',
    add: 'Add a line',
    removeLine: (at: string) => `Remove the line of ${at}`,
    paper: 'The sheet of the day (PDF)',
  },
});
