/** The sections of the desk. */
import { choose } from '$lib/i18n';

export const sections = choose({
  fr: {
    tasks: 'À faire',
    dates: 'Dates et lieux',
    words: 'L’annonce',
    photo: 'Photo',
    terms: 'Accueil et prix',
    facts: 'Ce qu’il y aura, et qui s’en occupe',
    crew: 'Équipe',
    kit: 'Matériel',
    run: 'Déroulé',
    contacts: 'Contacts',
    papers: 'Papiers',
    posters: 'Affiches',
    changes: 'Changer, annuler',
    history: 'Ce qui s’est passé',
  },
  en: {
    tasks: 'To do',
    dates: 'Dates and places',
    words: 'The announcement',
    photo: 'Photo',
    terms: 'Welcome and price',
    facts: 'What there will be, and who sees to it',
    crew: 'Crew',
    kit: 'Kit',
    run: 'Run sheet',
    contacts: 'Contacts',
    papers: 'Papers',
    posters: 'Posters',
    changes: 'Change, cancel',
    history: 'What happened',
  },
});
