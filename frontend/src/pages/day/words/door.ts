/** The entrance. */
import { choose } from '$lib/i18n';

export const door = choose({
  fr: {
    title: 'Entrée',
    of: (admitted: number, registered: number) =>
      `${admitted} entré${admitted > 1 ? 's' : ''} sur ${registered} inscrit${registered > 1 ? 's' : ''}`,
    scan: 'Ouvrir le scanner',
  },
  en: {
    title: 'Entrance',
    of: (admitted: number, registered: number) => `${admitted} inside of ${registered} registered`,
    scan: 'Open the scanner',
  },
});
