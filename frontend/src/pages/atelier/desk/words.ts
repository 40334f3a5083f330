/** Words of one event's desk. */
import { choose } from '$lib/i18n';
import { changes } from './words/changes';
import { contacts } from './words/contacts';
import { crew } from './words/crew';
import { dates } from './words/dates';
import { facts } from './words/facts';
import { history } from './words/history';
import { kit } from './words/kit';
import { papers } from './words/papers';
import { people, peopleEn } from './words/people';
import { photo } from './words/photo';
import { posters } from './words/posters';
import { run } from './words/run';
import { sections } from './words/sections';
import { step } from './words/step';
import { tasks } from './words/tasks';
import { terms } from './words/terms';
import { text } from './words/text';

const page = choose({
  fr: {
    title: 'Événement',
    back: 'Tous les événements',
    gone: 'Il n’y a pas d’événement à cette adresse.',
    goneHint: 'Le lien est peut-être ancien.',
    contents: 'Sur cette page',
    save: 'Enregistrer',
    saved: 'C’est enregistré.',
    unsaved: 'Pas encore enregistré.',
    forget: 'Revenir à ce qui était',
    remove: 'Retirer',
    removeThis: (what: string) => `Retirer ${what}`,
    optional: 'si vous voulez',
    needed: 'À remplir.',
    number: 'Écrivez un nombre.',
    amount: 'Écrivez un montant, comme 5 ou 5,50.',
    none: 'Rien pour le moment.',
    english: 'en anglais',
    public: 'Voir la page publique',
    day: 'Page du jour J',
    planner: (name: string) => `Préparé par ${name}`,
    which: 'Pour quelle date',
    people,
  },
  en: {
    title: 'Event',
    back: 'All events',
    gone: 'There is no event at this address.',
    goneHint: 'The link may be old.',
    contents: 'On this page',
    save: 'Save',
    saved: 'Saved.',
    unsaved: 'Not saved yet.',
    forget: 'Back to what it was',
    remove: 'Remove',
    removeThis: (what: string) => `Remove ${what}`,
    optional: 'if you like',
    needed: 'Please fill in.',
    number: 'Please write a number.',
    amount: 'Please write an amount, such as 5 or 5.50.',
    none: 'Nothing yet.',
    english: 'in English',
    public: 'See the public page',
    day: 'Page of the day',
    planner: (name: string) => `Planned by ${name}`,
    which: 'For which date',
    people: peopleEn,
  },
});

export const words = {
  ...page,
  sections,
  step,
  tasks,
  dates,
  text,
  photo,
  terms,
  facts,
  crew,
  kit,
  run,
  contacts,
  papers,
  posters,
  changes,
  history,
};
