/** The photo. */
import { choose } from '$lib/i18n';

export const photo = choose({
  fr: {
    none: 'Pas encore de photo.',
    choose: 'Choisir une photo',
    hint: 'JPEG ou PNG. Personne de reconnaissable sans son accord.',
    alt: 'Ce que montre la photo',
    altHint: 'Pour qui ne la voit pas.',
    altEn: 'Ce que montre la photo, en anglais',
    put: 'Mettre cette photo',
    placed: 'La photo est là.',
    removed: 'La photo est retirée.',
  },
  en: {
    none: 'No photo yet.',
    choose: 'Choose a photo',
    hint: 'JPEG or PNG. Nobody recognisable who has not agreed.',
    alt: 'What the photo shows, in French',
    altHint: 'For those who do not see it.',
    altEn: 'What the photo shows, in English',
    put: 'Use this photo',
    placed: 'The photo is here.',
    removed: 'The photo is removed.',
  },
});
