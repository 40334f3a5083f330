/** The words of *Jour J*: for somebody tired, in the street, with one hand free. */
import { choose } from '$lib/i18n';
import { away } from './words/away';
import { change } from './words/change';
import { contacts } from './words/contacts';
import { count } from './words/count';
import { crew } from './words/crew';
import { decide } from './words/decide';
import { door } from './words/door';
import { incident } from './words/incident';
import { kit } from './words/kit';
import { news } from './words/news';
import { papers } from './words/papers';
import { people, peopleEn } from './words/people';
import { place } from './words/place';
import { planB } from './words/plan_b';
import { report } from './words/report';
import { run } from './words/run';

const page = choose({
  fr: {
    days: 'Jour J',
    daysHeading: 'Vos dates',
    allDays: 'Toutes les dates',
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
    unknown: 'Cette date n’est pas la vôtre.',
    unknownHint: 'Elle a peut-être changé de mains, ou le lien est incomplet.',
    lead: (name: string) => `Sur place : ${name}`,
    people,
  },
  en: {
    days: 'On the day',
    daysHeading: 'Your dates',
    allDays: 'All dates',
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
    unknown: 'This date is not yours.',
    unknownHint: 'Perhaps somebody else leads it now, or the link is incomplete.',
    lead: (name: string) => `On site: ${name}`,
    people: peopleEn,
  },
});

export const words = {
  ...page,
  news,
  away,
  run,
  count,
  door,
  contacts,
  decide,
  planB,
  change,
  incident,
  kit,
  crew,
  place,
  papers,
  report,
};
