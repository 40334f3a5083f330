/** Without network. */
import { choose } from '$lib/i18n';

export const away = choose({
  fr: {
    old: (time: string) => `État de ${time}`,
    oldDay: (day: string, time: string) => `État du ${day}, ${time}`,
    hint: 'Sans réseau, le compteur et les incidents marchent : tout part au retour.',
    out: 'Vous n’êtes plus connecté·e.',
    outHint: 'Continuez à compter : rien n’est perdu. Reconnectez-vous pour l’envoyer.',
    signIn: 'Se reconnecter',
    again: 'Réessayer',
    waits: 'Attend le réseau.',
  },
  en: {
    old: (time: string) => `As of ${time}`,
    oldDay: (day: string, time: string) => `As of ${day}, ${time}`,
    hint: 'Without a network the counter and the incidents work: all of it goes out when it is back.',
    out: 'You are signed out.',
    outHint: 'Keep counting: nothing is lost. Sign in again to send it.',
    signIn: 'Sign in again',
    again: 'Try again',
    waits: 'Waits for the network.',
  },
});
