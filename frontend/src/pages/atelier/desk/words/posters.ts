/** What is put up in the street. */
import { choose } from '$lib/i18n';

export const posters = choose({
  fr: {
    hint: 'Prêtes à imprimer, avec le QR qui mène à la page.',
    poster: (size: string, language: string) => `Affiche ${size}, ${language}`,
    change: (size: string) => `Affiche du changement, ${size}`,
    door: 'Mot pour la porte',
    languages: { fr: 'français', en: 'anglais' },
    later: 'Les affiches viennent avec l’annonce.',
    over: 'Cette date est passée : plus rien à afficher.',
    neighbours: (language: string) => `Mot aux voisins A4, ${language}`,
    neighboursHint:
      'À mettre dans les boîtes aux lettres une semaine avant. Il porte les numéros des contacts « équipe » et « voisins » : qui est d’accord pour les donner ?',
  },
  en: {
    hint: 'Ready to print, with the QR that leads to the page.',
    poster: (size: string, language: string) => `Poster ${size}, ${language}`,
    change: (size: string) => `Poster of the change, ${size}`,
    door: 'Words for the door',
    languages: { fr: 'French', en: 'English' },
    later: 'Posters come with the announcement.',
    over: 'This date is over: nothing is left to put up.',
    neighbours: (language: string) => `Note to the neighbours A4, ${language}`,
    neighboursHint:
      'For the letter boxes, a week before. It carries the numbers of the contacts “team” and “neighbours”: make sure that they agree.',
  },
});
