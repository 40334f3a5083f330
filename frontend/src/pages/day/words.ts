/** The words of *Jour J*: for somebody tired, in the street, with one hand free. */
import { choose } from '$lib/i18n';

export const words = choose({
  fr: {
    days: 'Jour J',
    daysHeading: 'Vos dates',
    today: 'Aujourd’hui',
    coming: 'À venir',
    past: 'Passées',
    goesOn: 'en ce moment',
    toReport: 'bilan à écrire',
    reported: 'bilan fait',
    calledOff: { cancelled: 'annulé', postponed: 'reporté' },
    doorOnly: 'Vous tenez l’entrée : le scanner',
    noDays: 'Rien dans la rue ces jours-ci.',
    noDaysHint: 'Les dates que vous menez apparaissent ici deux semaines avant.',
  },
  en: {
    days: 'On the day',
    daysHeading: 'Your dates',
    today: 'Today',
    coming: 'Coming up',
    past: 'Over',
    goesOn: 'going on now',
    toReport: 'report to write',
    reported: 'report done',
    calledOff: { cancelled: 'cancelled', postponed: 'postponed' },
    doorOnly: 'You keep the entrance: the scanner',
    noDays: 'Nothing in the street just now.',
    noDaysHint: 'The dates that you lead appear here two weeks ahead.',
  },
});
