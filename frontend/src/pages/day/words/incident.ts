/** Incidents. */
import { choose } from '$lib/i18n';

export const incident = choose({
  fr: {
    title: 'Incidents',
    add: 'Noter un incident',
    gravity: 'C’est grave ?',
    gravities: {
      minor: 'Petit',
      serious: 'Sérieux',
      rescue: 'Secours appelés',
    },
    gravityHints: {
      minor: 'Réglé sur place',
      serious: 'Quelqu’un ou quelque chose a souffert',
      rescue: '15, 17, 18 ou 112',
    },
    what: 'Ce qui s’est passé',
    whatHint: 'Sans nom de personne.',
    whatNeeded: 'Écrivez quelques mots.',
    yes: 'Noter',
    no: 'Laisser',
    none: 'Rien à signaler jusqu’ici.',
    waits: 'attend le réseau',
    noted: 'Incident noté.',
    refused: 'Un incident n’a pas été pris.',
  },
  en: {
    title: 'Incidents',
    add: 'Note an incident',
    gravity: 'How bad is it?',
    gravities: { minor: 'Small', serious: 'Serious', rescue: 'Rescue was called' },
    gravityHints: {
      minor: 'Settled on the spot',
      serious: 'Somebody or something was hurt',
      rescue: '15, 17, 18 or 112',
    },
    what: 'What happened',
    whatHint: 'No names of people.',
    whatNeeded: 'Write a few words.',
    yes: 'Note it',
    no: 'Leave it',
    none: 'Nothing so far.',
    waits: 'waits for the network',
    noted: 'Incident noted.',
    refused: 'One incident was not taken.',
  },
});
