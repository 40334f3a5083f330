/** The announcement. */
import { choose } from '$lib/i18n';

export const text = choose({
  fr: {
    title: 'Titre',
    titleEn: 'Titre en anglais',
    summary: 'En une phrase',
    summaryEn: 'En une phrase, en anglais',
    description: 'Description',
    descriptionEn: 'Description en anglais',
    keywords: 'Mots-clés',
    keywordsHint: 'Séparés par des virgules.',
  },
  en: {
    title: 'Title, in French',
    titleEn: 'Title in English',
    summary: 'In one sentence, in French',
    summaryEn: 'In one sentence, in English',
    description: 'Description, in French',
    descriptionEn: 'Description in English',
    keywords: 'Keywords',
    keywordsHint: 'With commas between them.',
  },
});
