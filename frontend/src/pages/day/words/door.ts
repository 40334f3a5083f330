/** The entrance. */
import { choose } from '$lib/i18n';

export const door = choose({
  fr: {
    title: 'Entrée',
    of: (admitted: number, registered: number) => `${admitted} entrés sur ${registered} inscrits`,
    scan: 'Ouvrir le scanner',
  },
  en: {
    title: 'Entrance',
    of: (admitted: number, registered: number) => `${admitted} inside of ${registered} registered`,
    scan: 'Open the scanner',
  },
});
