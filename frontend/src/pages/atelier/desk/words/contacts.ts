/** Whom to call. */
import { choose } from '$lib/i18n';

export const contacts = choose({
  fr: {
    kind: 'Qui',
    kinds: {
      town: 'Astreinte de la ville',
      police: 'Police',
      rescue: 'Secours',
      neighbours: 'Voisinage',
      team: 'Équipe',
      other: 'Autre',
    },
    name: 'Nom',
    phone: 'Téléphone',
    note: 'Note',
    add: 'Ajouter un contact',
    removeLine: (name: string) => `Retirer ${name || 'ce contact'}`,
  },
  en: {
    kind: 'Who',
    kinds: {
      town: 'Town, on call',
      police: 'Police',
      rescue: 'Rescue',
      neighbours: 'Neighbours',
      team: 'Team',
      other: 'Other',
    },
    name: 'Name',
    phone: 'Telephone',
    note: 'Note',
    add: 'Add a contact',
    removeLine: (name: string) => `Remove ${name || 'this contact'}`,
  },
});
