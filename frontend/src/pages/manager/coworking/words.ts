import { choose, locale } from '$lib/i18n';

const figure = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });

/** Whole hours: nobody decides by the minute. */
export const hours = (minutes: number) => figure.format(minutes / 60);
export const percent = (part: number, whole: number) => (whole ? share.format(part / whole) : '–');

export const words = choose({
  fr: {
    title: 'Coworking',
    intro: 'Combien d’heures de places la maison a offertes, et combien ont servi.',
    weeks: (n: number) => `Les ${n} dernières semaines`,
    span: 'Combien de semaines',
    room: 'Quelle salle',
    all: 'Toute la maison',
    week: 'Semaine du',
    offered: 'Offertes',
    booked: 'Réservées',
    used: 'Utilisées',
    walkIn: 'dont sans réserver',
    noShow: 'Personne n’est venu',
    noShows: (n: number) => (n === 1 ? '1 réservation' : `${n} réservations`),
    rate: 'Occupation',
    perHour: '€ par heure offerte',
    whole: 'En tout',
    table: 'Les chiffres, semaine par semaine',
    tableHint: 'En heures de places : un bureau, une place d’étude ou une salle compte pour un.',
    chart: 'Heures utilisées et réservées, par semaine',
    hidden: '–',
    hiddenHint:
      'Les recettes (hors TVA) paraissent une fois la semaine close, et s’il y a eu au moins onze ventes : on n’y lit pas ce qu’une personne a payé.',
    file: 'Télécharger pour un tableur (CSV)',
    papers: 'À imprimer',
    day: 'Qui vient aujourd’hui (A4)',
    wall: 'Les places libres de la semaine (A4)',
    stickers: 'Les étiquettes des places (QR)',
    more: 'À changer au bureau',
    blocks: 'Créneaux gardés par la maison',
    places: 'Bureaux, places et salles',
    none: 'Rien n’est encore proposé : décrivez d’abord les bureaux, les places et les salles.',
  },
  en: {
    title: 'Coworking',
    intro: 'How many hours of places the house offered, and how many were used.',
    weeks: (n: number) => `The last ${n} weeks`,
    span: 'How many weeks',
    room: 'Which room',
    all: 'The whole house',
    week: 'Week of',
    offered: 'Offered',
    booked: 'Booked',
    used: 'Used',
    walkIn: 'of those, without booking',
    noShow: 'Nobody came',
    noShows: (n: number) => (n === 1 ? '1 booking' : `${n} bookings`),
    rate: 'Occupied',
    perHour: '€ per hour offered',
    whole: 'In all',
    table: 'The figures, week by week',
    tableHint: 'In hours of places: a desk, a study seat or a room counts as one.',
    chart: 'Hours used and booked, by week',
    hidden: '–',
    hiddenHint:
      'Income (without VAT) appears once the week’s books are closed, and if there were at least eleven sales: nobody can read there what one person paid.',
    file: 'Download for a spreadsheet (CSV)',
    papers: 'To print',
    day: 'Who comes today (A4)',
    wall: 'The week’s free places (A4)',
    stickers: 'The places’ labels (QR)',
    more: 'To change in the office',
    blocks: 'Slots that the house keeps',
    places: 'Desks, seats and rooms',
    none: 'Nothing is offered yet: describe the desks, seats and rooms first.',
  },
});
