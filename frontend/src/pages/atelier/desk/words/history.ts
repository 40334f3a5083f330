/** What happened to it. */
import { choose } from '$lib/i18n';

export const history = choose({
  fr: {
    whats: {
      made: 'Créé',
      state: 'Autre étape',
      edited: 'Modifié',
      published: 'Annoncé',
      authorised: 'Autorisé',
      moved: 'Déplacé',
      postponed: 'Reporté',
      cancelled: 'Annulé',
      held: 'A eu lieu',
      reported: 'Bilan fait',
    } as Record<string, string>,
    by: (name: string) => `par ${name}`,
  },
  en: {
    whats: {
      made: 'Made',
      state: 'Another step',
      edited: 'Edited',
      published: 'Announced',
      authorised: 'Authorised',
      moved: 'Moved',
      postponed: 'Postponed',
      cancelled: 'Cancelled',
      held: 'Has taken place',
      reported: 'Reported',
    } as Record<string, string>,
    by: (name: string) => `by ${name}`,
  },
});
