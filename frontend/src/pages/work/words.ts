/** Words of *Travailler*: places, bookings, waiting, passes. */
import { choose } from '$lib/i18n';
import type { Kind, Need } from '$lib/coworking/types';
import { en } from './words_en';

const lasts = (minutes: number) => {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest ? `${hours} h ${rest}` : `${hours} h`;
};

export const fr = {
  title: 'Travailler',
  heading: 'Une place pour travailler',
  intro: 'Étudier au calme, poser son ordinateur, réunir son équipe. L’étude est gratuite.',
  mine: 'Mes réservations',

  choose: {
    day: 'Quel jour ?',
    otherDay: 'Un autre jour',
    group: 'Quoi ?',
    groups: { desk: 'Coworking', study_seat: 'Étude', room: 'Salles' },
    groupHints: {
      desk: 'Un bureau, du réseau, le café à côté. À l’heure, à la journée ou avec une formule.',
      study_seat: 'Une place d’étude, au calme. Gratuit.',
      room: 'Pour se réunir, à plusieurs.',
    },
    from: 'J’arrive à',
    length: 'Pour',
    lasts,
    needs: 'Seulement les places…',
    needWords: {
      plug: 'avec prise',
      quiet: 'au calme',
      accessible: 'accessibles en fauteuil',
    } satisfies Record<Need, string>,
    /** In a period with its own rules. */
    period: (name: string, hours: number, open: number, week: number | null) =>
      `${name} : ${hours} h au plus par réservation, ${open} réservation${open > 1 ? 's' : ''} à la fois${week === null ? '' : `, ${week} h par semaine`}.`,
    view: 'Comment le voir ?',
    views: { plan: 'Plan', hours: 'Heures', list: 'Liste' },
  },

  standing: {
    free: 'libre',
    shorter: (time: string) => `libre jusqu’à ${time}`,
    until: (time: string) => `jusqu’à ${time}`,
    later: (time: string) => `libre à ${time}`,
    on_request: 'sur demande',
    taken: 'pris',
    walk_in: 'sans réserver',
    resident: 'réservé à l’année',
    mine: 'à vous',
    closed: 'fermé',
  },
  legend: {
    heading: 'Les formes du plan',
    free: 'libre à l’heure choisie',
    shorter: 'libre à cette heure, mais moins longtemps',
    later: 'libre plus tard',
    on_request: 'libre, sur demande : l’équipe répond',
    taken: 'pris',
    walk_in: 'sans réserver : premier arrivé, premier assis',
    resident: 'réservé à l’année',
    mine: 'à vous',
  },

  said: {
    span: (from: string, to: string) => `de ${from} à ${to}`,
    people: (n: number) => `${n} personnes`,
    plug: 'prise',
    accessible: 'accessible en fauteuil',
    quiet: 'au calme',
    approval: 'sur demande',
  },

  plan: {
    label: (what: string) => `Plan : ${what}`,
    hint: 'Touchez une place.',
    keys: 'Au clavier : les flèches, puis Entrée.',
  },
  hours: {
    label: 'Les heures de chaque place',
    place: 'Place',
    hint: 'Touchez un moment libre.',
    book: (place: string, span: string) => `${place}, libre ${span}`,
    key: {
      free: 'libre',
      taken: 'pris',
      blocked: 'gardé par la maison',
      wish: 'l’heure choisie',
    },
  },
  list: {
    free: (span: string) => `Libres ${span}`,
    later: 'Libres moins longtemps, ou à un autre moment',
    walkIn: (n: number) =>
      n === 1
        ? '1 place se prend sans réserver : premier arrivé, premier assis.'
        : `${n} places se prennent sans réserver : premier arrivé, premier assis.`,
    none: 'Rien d’autre de libre ce jour-là.',
    take: 'Choisir',
    takeIt: (place: string, span: string) => `Choisir ${place}, ${span}`,
  },

  state: {
    closed: 'C’est fermé ce jour-là.',
    closedWhy: (reason: string) => `C’est fermé ce jour-là : ${reason}.`,
    closedHint: 'Les autres jours sont juste au-dessus.',
    tooFar: (day: string) => `Pour l’instant, on réserve jusqu’au ${day}.`,
    over: 'C’est fini pour aujourd’hui.',
    nextDay: 'Voir le lendemain',
    nothing: (span: string) => `Rien de libre ${span}.`,
    nothingOf: 'Aucune place ne répond à tout cela.',
    allNeeds: 'Voir toutes les places',
    nextAt: (time: string) => `Libre à partir de ${time}`,
    queue: 'Liste d’attente',
    queueHint:
      'Dès qu’une place se libère, nous vous écrivons et elle vous est gardée quinze minutes.',
    queued: (rank: number | null) =>
      rank === null
        ? 'Vous êtes sur la liste d’attente.'
        : rank === 1
          ? 'Vous êtes la première personne sur la liste.'
          : `Vous êtes en ${rank}e place sur la liste.`,
    seeQueue: 'La suivre dans mes réservations',
    noPlaces: 'Cette maison n’a encore rien à réserver ici.',
    noPlacesHint: 'Passez nous voir : il y a souvent une table libre au café.',
  },

  sheet: {
    when: (day: string, span: string) => `${day}, ${span}`,
    from: 'Début',
    to: 'Fin',
    people: 'Combien de personnes ?',
    fewer: 'Une personne de moins',
    more: 'Une personne de plus',
    peopleSaid: (n: number) => (n === 1 ? '1 personne' : `${n} personnes`),
    roomTitle: 'Pour quoi ?',
    roomTitleHint:
      'Si vous voulez. Il s’écrit dans votre réservation et votre agenda ; l’accueil le voit aussi.',
    book: 'Réserver',
    bookAt: (span: string) => `Réserver ${span}`,
    pay: 'Continuer vers le paiement',
    busy: 'Un instant…',
    close: 'Fermer',
    signIn: 'Se connecter pour réserver',
    signInHint: 'Un e-mail suffit. Votre choix vous attend ici.',
    walkIn: 'Cette place se prend sans réserver.',
    walkInHint: 'Asseyez-vous si elle est libre. Un tiers de l’étude reste ainsi ouvert à tous.',
    resident: 'Ce bureau est réservé à l’année.',
    approval: 'Cette salle se réserve sur demande.',
    approvalHint: 'L’équipe répond à chaque demande.',
    ask: 'Faire une demande',
    noMore: 'Plus rien de libre ici ce jour-là.',
    lost: (span: string) => `Quelqu’un d’autre a cette place ${span}.`,
    freeThen: 'À cette heure, il reste :',
    otherTime: 'Ici, c’est libre à une autre heure :',
    queueHere: 'Me prévenir si elle se libère',
    booked: 'C’est réservé.',
    toBank: 'La place vous est gardée. Voici la page de paiement…',
    bookedHint: 'En arrivant, scannez le code QR collé sur la table.',
    bookedRoomHint: 'En arrivant, scannez le code QR collé près de la porte.',
    see: 'Voir ma réservation',
    another: 'Continuer',
    offers: 'Comment payer ?',
    thisTime: 'Seulement ce moment',
    offerNeeded: 'Dites comment vous voulez payer.',
    amount: 'Votre montant en euros',
    amountHint: 'Ce que vous pouvez. Personne ne demande pourquoi.',
    amountError: 'Écrivez un montant en euros, par exemple 4 ou 7,50.',
    yourPrice: 'montant libre',
    monthly: (price: string) => `${price} par mois, jusqu’à ce que vous arrêtiez`,
  },

  weekly: {
    repeat: 'Chaque semaine',
    otherDays: 'La même place d’autres jours aussi',
    days: 'Quels jours ?',
    weeks: 'Pendant',
    weeksSaid: (n: number) => (n === 1 ? '1 semaine' : `${n} semaines`),
    preview: 'Voir les dates',
    dates: 'Les dates',
    conflict: 'pas libre',
    skip: 'Décochez celles dont vous ne voulez pas.',
    book: (n: number) => (n === 1 ? 'Réserver 1 date' : `Réserver ${n} dates`),
    none: 'Aucune date n’est libre.',
    changed: 'Regardez d’abord les nouvelles dates.',
  },

  bookings: {
    title: 'Mes réservations',
    heading: 'Mes réservations',
    guest: 'Connectez-vous pour voir vos réservations.',
    guestHint: 'Un e-mail suffit. Sans réserver, des places d’étude restent libres pour tous.',
    signIn: 'Se connecter',
    none: 'Rien de réservé.',
    noneHint: 'Choisissez un jour, une place, et venez.',
    choose: 'Choisir une place',
    past: 'Avant',
    open: 'Ouvrir',
    unpaid: 'Le paiement n’est pas fini.',
    cameBack: 'Le paiement n’a pas été fait et rien n’a été pris.',
    fromBank: 'La banque nous répond dans un instant. Cette page changera toute seule.',
    paid: 'C’est payé.',
    wish: 'Votre place attend toujours.',
    wishHint: 'Choisissez à nouveau l’heure et réservez : votre formule est là.',
    wishGo: 'Reprendre ma réservation',
    pay: 'Reprendre le paiement',
    heldUntil: (time: string) => `Votre place est gardée jusqu’à ${time}.`,
    states: {
      held: 'en attente du paiement',
      confirmed: 'réservé',
      checked_in: 'vous y êtes',
      paused: 'en pause',
      blocked: 'bloqué',
      finished: 'fini',
      released: 'rendue',
      cancelled: 'annulé',
    },
    /** Why the house took it back. */
    released: {
      no_show: 'rendue : personne n’est venu à temps',
      pause: 'rendue : la pause a été trop longue',
      hold: 'rendue : le paiement n’est pas venu à temps',
      host: 'rendue par l’accueil',
      closed: 'annulé : la maison ferme',
      needed: 'annulé : la maison en a besoin',
    },
    repeats: 'fait partie d’une série',
    pausedUntil: (time: string) => `Revenez avant ${time}, ensuite la place est rendue.`,
    arriveBetween: (from: string, until: string) =>
      `Arrivez entre ${from} et ${until} ; ensuite la place est rendue.`,
    /** Time to come has begun. */
    arriveBefore: (until: string) => `Arrivez avant ${until} ; ensuite la place est rendue.`,
    code: 'Code QR de la réservation',
    spoken: 'Ou dites ce code à l’accueil',
    arrived: 'Je suis arrivé·e',
    pause: 'Pause',
    resume: 'Je reprends',
    extend: 'Prolonger',
    extendTo: 'Jusqu’à',
    noLonger: 'Quelqu’un d’autre a la place ensuite, ou la maison ferme.',
    move: 'Changer d’heure',
    moveNo: 'Laisser l’heure',
    leave: 'J’ai fini',
    leaveAsk: 'Rendre la place maintenant ?',
    leaveHint: 'Quelqu’un d’autre pourra s’asseoir.',
    leaveYes: 'Oui, j’ai fini',
    cancel: 'Annuler',
    cancelAsk: 'Annuler cette réservation ?',
    cancelHint: 'La place va à qui attend.',
    cancelYes: 'Oui, annuler',
    cancelNo: 'Non, garder',
    cancelled: {
      one: 'C’est annulé.',
      rest: 'Cette date et les suivantes sont annulées.',
      all: 'Toutes les dates à venir sont annulées.',
    },
    ics: 'Vers mon agenda (.ics)',
    series: 'Elle fait partie d’une série. Que voulez-vous annuler ?',
    cancelWhich: {
      one: 'Seulement cette date',
      rest: 'Cette date et les suivantes',
      all: 'Toutes les dates à venir',
    },
  },

  move: {
    which: 'Que voulez-vous changer ?',
    one: 'Seulement cette date',
    rest: 'Cette date et les suivantes',
    all: 'Toutes les dates à venir',
    sameDays: 'Les jours restent, seule l’heure change.',
    yes: (span: string) => `Venir plutôt ${span}`,
  },

  whyNot: {
    /** By the rule's own name. */
    quota: {
      'seat.open': (allowed: number, used: number) =>
        `Places : ${allowed} réservations à venir au plus, vous en avez ${used}.`,
      'room.open': (allowed: number, used: number) =>
        `Salles : ${allowed} réservations à venir au plus, vous en avez ${used}.`,
      'seat.week_h': (allowed: number, used: number) =>
        `${allowed} h par semaine au plus, vous en avez ${lasts(used * 60)}.`,
      'waiting.max_places': (allowed: number) => `${allowed} listes d’attente à la fois au plus.`,
    } as Record<string, (allowed: number, used: number) => string>,
    longest: (hours: number) => `Une réservation dure ${hours} h au plus.`,
    open: (spans: string) => `Ouvert ${spans}.`,
  },

  arrive: {
    heading: 'Vous êtes arrivé·e ?',
    hint: 'Scannez le code QR collé sur la table ou la porte.',
    scan: 'Scanner le code QR de la place',
    without: 'Dire que je suis là',
    code: 'Ou tapez le code écrit sous le code QR',
    codeHint: 'Huit signes, lettres et chiffres.',
    looking: 'La caméra cherche le code QR.',
    notOurs: 'Ce code QR n’est pas celui d’une place.',
    picture: 'Image de la caméra',
    refused:
      'La caméra est fermée à cette page. Ouvrez-la dans les réglages du navigateur, ou dites votre code à l’accueil.',
    absent: 'Pas de caméra ici. Dites votre code à l’accueil.',
    busy: 'Un autre programme tient la caméra. Fermez-le, puis réessayez.',
    blind: 'La caméra ne lit rien sur cet appareil. Dites votre code à l’accueil.',
    insecure: 'La caméra ne marche qu’à une adresse en https. Dites votre code à l’accueil.',
  },

  here: {
    title: 'Ma place',
    unknown: 'Nous ne connaissons pas cette place.',
    unknownHint:
      'Le code QR est peut-être ancien. Demandez à l’accueil, ou choisissez une place ici.',
    typeHint: 'Scannez le code QR collé sur la table. Sans caméra, tapez le code écrit dessous.',
    code: 'Le code de huit signes',
    codeGo: 'C’est là que je suis',
    at: (place: string) => `Vous êtes à ${place}`,
    signIn: 'Se connecter',
    signInHint: 'Pour dire que vous êtes là. Un e-mail suffit, et vous revenez ici.',
    yours: (span: string) => `Cette place est à vous ${span}.`,
    arrived: 'Je suis arrivé·e',
    checkedIn: 'Bon travail !',
    checkedInHint: (until: string) => `La place est à vous jusqu’à ${until}.`,
    free: (until: string) => `Libre jusqu’à ${until}.`,
    until: 'Je reste jusqu’à',
    takeNow: 'Prendre cette place',
    taken: (until: string) => `Prise jusqu’à ${until}.`,
    takenHint: 'Une autre place vous attend peut-être.',
    payFirst: 'Choisir comment payer',
    others: 'Voir les places libres',
    closed: 'C’est fermé en ce moment.',
    walk_in: 'Cette place se prend sans réserver : installez-vous.',
    resident: 'Ce bureau est réservé à l’année.',
    soon: (span: string) => `Votre réservation ici : ${span}. Encore un peu de patience.`,
    mine: 'Mes réservations',
  },

  waiting: {
    heading: 'Liste d’attente',
    rank: (rank: number) =>
      rank === 1
        ? 'Vous êtes en tête de la liste.'
        : rank === 2
          ? 'Une personne avant vous.'
          : `${rank - 1} personnes avant vous.`,
    offered: 'Une place s’est libérée.',
    minutes: (n: number) =>
      n <= 0
        ? 'Encore quelques secondes pour la prendre.'
        : n === 1
          ? 'Encore 1 minute pour la prendre.'
          : `Encore ${n} minutes pour la prendre.`,
    keptUntil: (time: string) => `Elle vous est gardée jusqu’à ${time}.`,
    take: 'Prendre la place',
    decline: 'Non merci',
    leave: 'Ne plus attendre',
    lookAgain: 'Chercher une autre place',
    skipped: (code: string): string =>
      code === 'two_at_once'
        ? 'Une place s’est libérée, mais vous en avez déjà une à cette heure-là.'
        : code === 'given_up'
          ? 'La place que vous avez rendue est pour les autres. La prochaine sera proposée à votre tour.'
          : 'Une place s’est libérée, mais vous avez déjà autant de réservations que possible. Annulez-en une pour être servi·e.',
    anyOf: {
      desk: 'un bureau',
      study_seat: 'une place d’étude',
      room: 'une salle',
      hall: 'une salle',
      kitchen: 'la cuisine',
    } satisfies Record<Kind, string>,
    lapsed: 'Le temps est passé : la place est allée à quelqu’un d’autre.',
  },

  passes: {
    heading: 'Mes formules',
    left: (what: string) => `Il reste ${what}.`,
    until: (day: string) => `Jusqu’au ${day}.`,
    renews: 'Se renouvelle chaque mois.',
    all: 'Formules et tarifs',
  },

  feed: {
    heading: 'Dans votre agenda',
    hint: 'Une adresse privée que votre agenda relit tout seul. Qui l’a voit vos réservations.',
    make: 'Créer l’adresse',
    copy: 'Copier',
    copied: 'Copié.',
    label: 'L’adresse à donner à votre agenda',
    renew: 'La remplacer',
    renewHint: 'L’ancienne ne répondra plus.',
  },
};

export const words = choose({ fr, en });
export type WorkWords = typeof fr;
