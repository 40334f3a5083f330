/** Papers. */
import { choose } from '$lib/i18n';

export const papers = choose({
  fr: {
    none: 'Pas encore de papier.',
    hint: 'PDF, JPEG ou PNG, 10 Mo au plus. L’équipe seule les lit.',
    choose: 'Choisir un fichier',
    about: 'Pour quelle démarche',
    aboutNone: 'aucune en particulier',
    add: 'Ajouter le papier',
    added: 'Le papier est rangé.',
    open: (name: string) => `Télécharger ${name}`,
    removeAsk: (name: string) => `Retirer « ${name} » ?`,
    keep: 'Le garder',
    tooBig: 'Ce fichier dépasse 10 Mo.',
    kb: (n: number) => `${n} ko`,
  },
  en: {
    none: 'No papers yet.',
    hint: 'PDF, JPEG or PNG, 10 MB at most. Only the team reads them.',
    choose: 'Choose a file',
    about: 'For which task',
    aboutNone: 'none in particular',
    add: 'Add the paper',
    added: 'The paper is filed.',
    open: (name: string) => `Download ${name}`,
    removeAsk: (name: string) => `Remove “${name}”?`,
    keep: 'Keep it',
    tooBig: 'This file is larger than 10 MB.',
    kb: (n: number) => `${n} kB`,
  },
});
