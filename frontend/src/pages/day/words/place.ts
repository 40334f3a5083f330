/** The place. */
import { choose } from '$lib/i18n';

export const place = choose({
  fr: {
    title: 'Le lieu',
    map: 'Voir sur une carte',
    capacity: (n: number) => `${n} personnes au plus`,
    facts: {
      access: 'Venir',
      power: 'Courant',
      water: 'Eau',
      toilets: 'Toilettes',
      lorry: 'Camion',
      rescue_lane: 'Voie des secours',
      step_free: 'Chemin sans marche',
    },
    none: 'Rien n’est écrit sur ce lieu.',
    plan: 'Plan du lieu',
    openPlan: 'Ouvrir le plan du lieu (PDF)',
    lessons: 'Ce qu’on a appris ici',
  },
  en: {
    title: 'The place',
    map: 'See on a map',
    capacity: (n: number) => `${n} people at most`,
    facts: {
      access: 'Getting here',
      power: 'Power',
      water: 'Water',
      toilets: 'Toilets',
      lorry: 'Lorry',
      rescue_lane: 'Rescue lane',
      step_free: 'Step-free way',
    },
    none: 'Nothing is written down about this place.',
    plan: 'Plan of the place',
    openPlan: 'Open the plan of the place (PDF)',
    lessons: 'What we learned here',
  },
});
