/** What became of the date. */
import { choose } from '$lib/i18n';

export const news = choose({
  fr: {
    cancelled: 'Cette date est annulée.',
    postponed: 'Cette date est reportée.',
    conditional: 'Annoncé sous réserve d’autorisation.',
  },
  en: {
    cancelled: 'This date is cancelled.',
    postponed: 'This date is postponed.',
    conditional: 'Announced subject to authorisation.',
  },
});
