/** What there will be, and who sees to it. */
import { choose } from '$lib/i18n';

export const facts = choose({
  fr: {
    hint: 'Les démarches à faire en dépendent : elles changent quand vous enregistrez.',
    people: 'Personnes attendues',
    animator: 'Préparé par',
    lead: 'Sur place, c’est',
    busy: (titles: string) => `Déjà sur place pour « ${titles} » à cette heure-là.`,
    entity: 'Organisé par',
    nobody: 'personne pour l’instant',
  },
  en: {
    hint: 'The paperwork depends on it: it changes when you save.',
    people: 'People expected',
    animator: 'Planned by',
    lead: 'In charge on site',
    busy: (titles: string) => `On site for “${titles}” at that hour already.`,
    entity: 'Organised by',
    nobody: 'nobody yet',
  },
});
