/** What the street is told of. */
import { choose } from '$lib/i18n';

export const changes = choose({
  fr: {
    hint: 'Vous verrez qui serait prévenu avant que rien ne change.',
    move: 'Déplacer',
    postpone: 'Reporter',
    cancel: 'Annuler',
    notYet: 'La rue ne sait encore rien : changez librement les dates, ou abandonnez le projet.',
    none: 'Rien n’a changé depuis l’annonce.',
    sent: (sent: number, total: number) => `${sent} messages partis sur ${total}`,
    nobody: 'personne à prévenir',
    whats: { moved: 'Déplacé', postponed: 'Reporté', cancelled: 'Annulé' } as Record<
      string,
      string
    >,
  },
  en: {
    hint: 'You will see who would be told before anything changes.',
    move: 'Move',
    postpone: 'Postpone',
    cancel: 'Cancel',
    notYet: 'The street knows nothing yet: change the dates freely, or give up the plan.',
    none: 'Nothing has changed since it was announced.',
    sent: (sent: number, total: number) => `${sent} of ${total} messages sent`,
    nobody: 'nobody to tell',
    whats: { moved: 'Moved', postponed: 'Postponed', cancelled: 'Cancelled' } as Record<
      string,
      string
    >,
  },
});
