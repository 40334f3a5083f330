/** Whom to call. */
import { choose } from '$lib/i18n';

export const contacts = choose({
  fr: {
    title: 'Appeler',
    none: 'Aucun numéro n’est écrit. En cas d’urgence : le 112.',
    emergency: 'Urgence',
    call: (name: string) => `Appeler ${name}`,
    kinds: {
      town: 'Ville, astreinte',
      police: 'Police',
      rescue: 'Secours',
      neighbours: 'Voisins',
      team: 'Équipe',
      other: 'Autre',
    },
  },
  en: {
    title: 'Call',
    none: 'No number is written down. In an emergency: 112.',
    emergency: 'Emergency',
    call: (name: string) => `Call ${name}`,
    kinds: {
      town: 'Town, on call',
      police: 'Police',
      rescue: 'Rescue',
      neighbours: 'Neighbours',
      team: 'Team',
      other: 'Other',
    },
  },
});
