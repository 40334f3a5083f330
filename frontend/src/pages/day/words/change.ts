/** Change it, call it off. */
import { choose } from '$lib/i18n';

export const change = choose({
  fr: {
    title: 'Changer, annuler',
    hint: 'Vous verrez d’abord tout ce que cela entraîne. Le public et l’équipe sont prévenus ensuite.',
    planB: 'Passer au plan B',
    move: 'Déplacer',
    postpone: 'Reporter',
    cancel: 'Annuler',
    poster: 'Affiche à coller sur place (A4)',
    door: 'Texte pour la porte',
  },
  en: {
    title: 'Change or cancel',
    hint: 'First you see all that follows from it. Then the public and the crew are told.',
    planB: 'Switch to plan B',
    move: 'Move',
    postpone: 'Postpone',
    cancel: 'Cancel',
    poster: 'Poster to put up here (A4)',
    door: 'Text for the door',
  },
});
