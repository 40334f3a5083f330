/** Words of *Formules et tarifs*: the price list, getting a pass, my passes. */
import { choose } from '$lib/i18n';
import type { Offer } from '$lib/coworking/types';
import { en } from './passes_words_en';

const plural = (n: number, word: string) => `${n} ${word}${n > 1 ? 's' : ''}`;

export const fr = {
  title: 'Formules et tarifs',
  lead: 'L’étude est gratuite. Un bureau se paie à l’heure, d’avance ou au mois ; ou bien vous dites vous-même combien.',
  paidTitle: 'Merci, c’est payé.',
  paidHint: 'Réservez un bureau quand vous voulez : il n’y a plus rien à payer.',
  paying: 'La banque répond…',
  payingHint: 'Cela prend quelques secondes. Cette page change toute seule.',
  slow: 'La banque n’a pas encore répondu.',
  slowHint: 'Si vous avez payé, tout arrivera ici. Rien ne sera pris deux fois.',
  given: 'C’est à vous.',
  left: 'Le paiement n’a pas été fait et rien n’a été pris.',

  mine: {
    heading: 'Mes formules',
    unitsLeft: (left: number, of: number, unit: Offer['unit']) =>
      `${left} ${unitsOf(unit, left)} sur ${of}`,
    usedUp: 'Tout est utilisé.',
    daysLeft: (left: number, of: number) => `${plural(left, 'jour')} sur ${of} ce mois-ci`,
    everyDay: 'Tous les jours, autant que vous voulez',
    until: (day: string) => `Jusqu’au ${day}.`,
    nextPayment: (day: string, price: string) => `Prochain paiement le ${day} : ${price}.`,
    once: (day: string) => `Jusqu’au ${day}. Ne se renouvelle pas.`,
    unpaid: 'Le paiement n’est pas fini.',
    unpaidHint: 'Rien n’a été pris.',
    pay: 'Reprendre le paiement',
    drop: 'Laisser tomber',
    failed: 'La carte n’a pas payé ce mois.',
    failedHint: (day: string) =>
      `Vos bureaux restent ouverts jusqu’au ${day}, et la banque est redemandée d’ici là. Pour payer avec une autre carte, arrêtez cette formule et reprenez-la.`,
    stop: 'Arrêter',
    stopAsk: (name: string) => `Arrêter « ${name} » ?`,
    stopHint: (day: string) =>
      `Plus rien ne sera pris. Ce qui est payé reste à vous jusqu’au ${day}.`,
    stopFailedHint: 'Plus rien ne sera pris, et la formule s’arrête ici.',
    stopYes: 'Oui, arrêter',
    giveBack: 'Rendre',
    giveBackAsk: (name: string) => `Rendre « ${name} » ?`,
    giveBackHint: 'Rien n’a servi : ce que vous avez payé par carte vous revient en entier.',
    giveBackYes: 'Oui, rendre',
    keep: 'Non, garder',
    before: 'Avant',
    ended: (day: string) => `Finie le ${day}.`,
    guest: 'Se connecter pour voir mes formules',
  },

  list: {
    once: 'Pour une fois',
    onceHint: 'Réservez un bureau et payez ce moment. Le tarif le moins cher s’applique tout seul.',
    chooseDesk: 'Choisir un bureau',
    ahead: 'D’avance',
    monthly: 'Chaque mois',
    monthlyHint:
      'Pris sur votre carte chaque mois, jusqu’à ce que vous arrêtiez. On arrête ici, en un geste, et le mois payé reste à vous.',
    trust: 'Le tarif solidaire',
    trustHint:
      'Vous dites ce que vous pouvez, zéro compris. Aucun papier à montrer, et personne dans l’équipe ne voit qui le choisit.',
    study: 'Étudier',
    studyHint: 'Les places d’étude sont gratuites pour tous, avec ou sans réservation.',
    chooseSeat: 'Choisir une place d’étude',
    free: 'gratuit',
    yours: 'montant libre',
    perMonth: 'par mois',
    about: (offer: Offer) => aboutInFrench(offer),
    take: 'Prendre',
    takeIt: (name: string) => `Prendre : ${name}`,
    had: 'Vous l’avez.',
    atTheDesk: 'Se prend à l’accueil.',
    none: 'Cette maison n’a pas encore de tarifs. Demandez à l’accueil.',
  },

  buy: {
    once: (name: string, price: string) => `${name}, ${price}`,
    withdraw: 'Si rien n’a servi, vous pouvez le rendre pendant quatorze jours.',
    monthly: (price: string) =>
      `${price} sont pris aujourd’hui, puis chaque mois, jusqu’à ce que vous arrêtiez.`,
    pay: 'Continuer vers le paiement',
    get: 'C’est bon',
    no: 'Pas maintenant',
    amount: 'Votre montant en euros',
    amountHint: 'Ce que vous pouvez. Zéro est une réponse comme une autre.',
    amountError: 'Écrivez un montant en euros, par exemple 0, 10 ou 25,50.',
    signIn: 'Se connecter pour prendre',
    signInHint: 'Un e-mail suffit, et vous revenez ici.',
    busy: 'Un instant…',
  },

  link: 'Formules et tarifs',
};

function unitsOf(unit: Offer['unit'], n: number): string {
  const s = n > 1 ? 's' : '';
  return { '': `ticket${s}`, hour: `heure${s}`, half_day: `demi-journée${s}`, day: `jour${s}` }[
    unit
  ];
}

function aboutInFrench(offer: Offer): string {
  if (offer.kind === 'half_day') return 'Une matinée, un après-midi ou une soirée.';
  if (offer.kind === 'day') return 'De l’ouverture à la fermeture.';
  if (offer.units !== null)
    return `${plural(offer.units, 'ticket')} pour ${offer.months} mois. Un ticket part quand vous vous asseyez, pas quand vous réservez.`;
  if (offer.days_per_month !== null)
    return `${offer.days_per_month} jours dans le mois, ceux que vous voulez.`;
  if (offer.kind === 'resident') return 'Tous les jours, autant que vous voulez.';
  return '';
}

export const words = choose({ fr, en });
export type PassesWords = typeof fr;
