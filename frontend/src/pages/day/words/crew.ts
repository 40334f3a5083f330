/** Who helps. */
import { choose } from '$lib/i18n';

export const crew = choose({
  fr: {
    title: 'Équipe',
    none: 'Pas de créneau pour cette date.',
    hours: (from: string, until: string) => `${from} – ${until}`,
    here: 'en ce moment',
    short: (n: number) => (n === 1 ? 'il manque 1 personne' : `il manque ${n} personnes`),
    empty: 'personne',
    asked: 'pas encore confirmé',
  },
  en: {
    title: 'Crew',
    none: 'There are no slots for this date.',
    hours: (from: string, until: string) => `${from} – ${until}`,
    here: 'now',
    short: (n: number) => (n === 1 ? '1 person short' : `${n} people short`),
    empty: 'nobody',
    asked: 'not confirmed yet',
  },
});
