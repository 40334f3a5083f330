/** The run sheet. */
import { choose } from '$lib/i18n';

export const run = choose({
  fr: {
    title: 'Programme',
    now: 'Maintenant',
    since: (time: string) => `depuis ${time}`,
    next: 'Ensuite',
    in: (minutes: number) => (minutes < 1 ? 'tout de suite' : `dans ${minutes} min`),
    inHours: (hours: number, minutes: number) =>
      `dans ${hours} h${minutes ? ` ${String(minutes).padStart(2, '0')}` : ''}`,
    before: 'Rien encore.',
    last: 'Plus rien après : c’est la dernière ligne.',
    over: 'C’est fini. Merci.',
    overHint: 'Reste à ranger, à rendre le matériel et à écrire le bilan.',
    none: 'Pas de programme écrit pour cette date.',
    all: 'Tout le programme',
  },
  en: {
    title: 'Run sheet',
    now: 'Now',
    since: (time: string) => `since ${time}`,
    next: 'Next',
    in: (minutes: number) => (minutes < 1 ? 'right away' : `in ${minutes} min`),
    inHours: (hours: number, minutes: number) =>
      `in ${hours} h${minutes ? ` ${String(minutes).padStart(2, '0')}` : ''}`,
    before: 'Nothing yet.',
    last: 'Nothing after this: it is the last line.',
    over: 'It is over. Thank you.',
    overHint: 'What is left: tidy up, bring the kit back, write the report.',
    none: 'No run sheet is written for this date.',
    all: 'The whole run sheet',
  },
});
