import { choose, locale } from '$lib/i18n';

const figure = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });

/** Whole hours: nobody decides by the minute. */
export const hours = (minutes: number) => figure.format(minutes / 60);
export const percent = (part: number, whole: number) => (whole ? share.format(part / whole) : '–');

export const words = choose({
  fr: {
    title: 'Les places',
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
    blocks: 'Gardées par la maison',
    blocksHint: 'Pour la cantine, un événement, des travaux : ces places ne se réservent pas.',
    noBlocks: 'Aucune place n’est gardée.',
    places: (n: number) => `${n} places`,
    lift: 'Rendre libres',
    liftThis: (title: string, when: string) => `Rendre libres : ${title}, ${when}`,
    lifted: (title: string) => `${title} : les places sont libres.`,
    keep: 'Garder des places',
    keepGo: 'Garder ces places',
    kept: (title: string, when: string) => `C’est gardé : ${title}. ${when}.`,
    whatFor: 'Pour quoi',
    whatForHint: 'Tout le monde le lit : « Concert », « Repas de quartier ».',
    wholeRoom: 'Toute la salle',
    onlySome: 'Ou seulement :',
    date: 'Jour',
    from: 'De',
    to: 'À',
    inTheWay: (n: number) =>
      n === 1 ? 'Une réservation est déjà là.' : `${n} réservations sont déjà là.`,
    giveBack: (n: number) => (n === 1 ? 'La rendre, et garder' : `Rendre les ${n}, et garder`),
    giveBackHint:
      'Qui a réservé recevra un message : la maison a besoin de la place. Ce qui a été payé est rendu.',
    notReturnable: (n: number) =>
      n === 1
        ? 'L’une est en cours, louée ou gardée par la maison : choisissez d’autres places ou une autre heure.'
        : `${n} sont en cours, louées ou gardées par la maison : choisissez d’autres places ou une autre heure.`,
    resources: 'Bureaux, places et salles',
    pastBlocks: 'Tout ce que la maison a gardé',
    none: 'Rien n’est encore proposé : décrivez d’abord les bureaux, les places et les salles.',
  },
  en: {
    title: 'The places',
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
    blocks: 'Kept by the house',
    blocksHint: 'For the canteen, an event, repairs: nobody can book these places then.',
    noBlocks: 'No place is kept.',
    places: (n: number) => `${n} places`,
    lift: 'Set free',
    liftThis: (title: string, when: string) => `Set free: ${title}, ${when}`,
    lifted: (title: string) => `${title}: the places are free.`,
    keep: 'Keep places',
    keepGo: 'Keep these places',
    kept: (title: string, when: string) => `Kept: ${title}. ${when}.`,
    whatFor: 'What for',
    whatForHint: 'In French; everybody reads it: “Concert”, “Repas de quartier”.',
    wholeRoom: 'The whole room',
    onlySome: 'Or only:',
    date: 'Day',
    from: 'From',
    to: 'To',
    inTheWay: (n: number) =>
      n === 1 ? 'One booking is there already.' : `${n} bookings are there already.`,
    giveBack: (n: number) => (n === 1 ? 'Give it back, and keep' : `Give the ${n} back, and keep`),
    giveBackHint:
      'Who booked gets a message: the house needs the place. What was paid is given back.',
    notReturnable: (n: number) =>
      n === 1
        ? 'One of them is in use, hired or kept by the house: choose other places or another hour.'
        : `${n} of them are in use, hired or kept by the house: choose other places or another hour.`,
    resources: 'Desks, seats and rooms',
    pastBlocks: 'All that the house has kept',
    none: 'Nothing is offered yet: describe the desks, seats and rooms first.',
  },
});
