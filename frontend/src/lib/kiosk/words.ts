/** Words of a kiosk: only kiosks download them. */
import { choose } from '$lib/i18n';

export const words = choose({
  fr: {
    label: 'Écran partagé',
    done: 'J’ai fini',
    still: 'Vous êtes encore là ?',
    leaving: (seconds: number) =>
      seconds === 1 ? 'Tout s’efface dans 1 seconde.' : `Tout s’efface dans ${seconds} secondes.`,
    stay: 'Oui, je continue',
  },
  en: {
    label: 'Shared screen',
    done: 'I’m done',
    still: 'Are you still there?',
    leaving: (seconds: number) =>
      seconds === 1
        ? 'Everything is cleared in 1 second.'
        : `Everything is cleared in ${seconds} seconds.`,
    stay: 'Yes, I’m still here',
  },
});
