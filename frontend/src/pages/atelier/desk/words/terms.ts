/** Welcome and price. */
import { choose } from '$lib/i18n';

export const terms = choose({
  fr: {
    accessible: 'On y vient en fauteuil roulant',
    accessibility: 'Accessibilité',
    accessibilityHint: 'Ce qui aide et ce qui gêne : sol, toilettes, places assises, bruit.',
    accessibilityEn: 'Accessibilité, en anglais',
    price: 'Prix',
    prices: { free: 'gratuit', free_price: 'prix libre', fixed: 'prix fixe' },
    euros: 'Combien',
    registers: 'On s’inscrit',
    waiting: 'Quand c’est complet, on peut attendre',
  },
  en: {
    accessible: 'Accessible in a wheelchair',
    accessibility: 'Accessibility, in French',
    accessibilityHint: 'What helps and what hinders: ground, toilets, seats, noise.',
    accessibilityEn: 'Accessibility, in English',
    price: 'Price',
    prices: { free: 'free', free_price: 'pay what you can', fixed: 'fixed price' },
    euros: 'How much',
    registers: 'With registration',
    waiting: 'When it is full, one may wait',
  },
});
