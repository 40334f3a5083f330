/** Kit and temporary bars. */
import { choose } from '$lib/i18n';

export const kit = choose({
  fr: {
    none: 'Rien de réservé pour cette date.',
    add: 'Réserver du matériel',
    item: 'Quoi',
    quantity: 'Combien',
    free: (n: number, of: number) => `${n} libre${n > 1 ? 's' : ''} sur ${of}`,
    reserve: 'Réserver',
    release: 'Rendre libre',
    releaseThis: (name: string) => `Rendre libre : ${name}`,
    states: { reserved: 'réservé', out: 'sorti', back: 'rentré', released: 'libre' },
    missing: (n: number) => (n === 1 ? '1 manque' : `${n} manquent`),
    bar: 'Buvette temporaire',
    barOf: (used: number, allowed: number, year: number) =>
      `${used} sur ${allowed} autorisées en ${year}`,
    barFull: 'Le nombre de l’année est atteint : une de plus serait refusée.',
    barClaim: 'Compter une buvette pour cet événement',
    barClaimed: 'Une buvette est comptée pour cet événement.',
    barGiveUp: 'Y renoncer',
    barGivenUp: 'La buvette n’est plus comptée.',
    notAssociation:
      'Cette structure n’est pas une association : la règle des cinq buvettes n’est pas la sienne.',
  },
  en: {
    none: 'Nothing reserved for this date.',
    add: 'Reserve kit',
    item: 'What',
    quantity: 'How many',
    free: (n: number, of: number) => `${n} of ${of} free`,
    reserve: 'Reserve',
    release: 'Give free',
    releaseThis: (name: string) => `Give free: ${name}`,
    states: { reserved: 'reserved', out: 'taken out', back: 'brought back', released: 'free' },
    missing: (n: number) => (n === 1 ? '1 is missing' : `${n} are missing`),
    bar: 'Temporary bar',
    barOf: (used: number, allowed: number, year: number) =>
      `${used} of ${allowed} allowed in ${year}`,
    barFull: 'The number of the year is reached: one more would be refused.',
    barClaim: 'Count a bar for this event',
    barClaimed: 'A bar is counted for this event.',
    barGiveUp: 'Give it up',
    barGivenUp: 'The bar is no longer counted.',
    notAssociation: 'This body is not an association: the rule of five bars is not its own.',
  },
});
