/**
 * French, as a neighbour says it (LOOK.md, Words): *vous*, short sentences, verbs on buttons.
 * The first language: a key that is here and not in en.ts is a compile error.
 * `\u00a0` before « : ; ! ? » and `\u202f` inside numbers are put by `fine()`.
 */
import type { Allergen, Diet } from '$lib/api/types';
import { fine } from './fine';

const people = (n: number) => (n === 1 ? '1 personne' : `${n} personnes`);
const places = (n: number) => (n === 1 ? '1 place libre' : `${n} places libres`);

export const fr = fine({
  name: 'Préau',
  otherLanguage: 'English',

  nav: {
    skip: 'Aller au contenu',
    label: 'Pages',
    eat: 'Manger',
    work: 'Travailler',
    tickets: 'Mes tickets',
    scanner: 'Scanner',
    room: 'Salle',
    desk: 'Coworking',
    house: 'Maison',
    menus: 'Menus',
    office: 'Comptes et contrôle',
  },

  time: {
    today: 'aujourd’hui',
    tomorrow: 'demain',
    until: (time: string) => `jusqu’à ${time}`,
    at: (day: string, time: string) => `${day} à ${time}`,
    atHour: (time: string) => `à ${time}`,
  },

  live: {
    offline: 'Pas de réseau. Ce que vous voyez date un peu, vos tickets restent là.',
    offlineAtWork: 'Pas de réseau. Les chiffres datent un peu.',
    reading: 'Liaison directe coupée : la page se met à jour toutes les dix secondes.',
  },

  state: {
    loading: 'Un instant…',
    failed: 'La maison ne répond pas.',
    failedHint: 'Rien n’est perdu. Attendez un peu, puis réessayez.',
    offline: 'Pas de réseau ici.',
    offlineHint: 'Vos tickets restent visibles. Le reste revient avec le réseau.',
    again: 'Réessayer',
    myTickets: 'Voir mes tickets',
  },

  level: {
    calm: 'calme',
    lively: 'animé',
    almost_full: 'presque plein',
    full: 'complet',
    unknown: 'inconnu',
  },

  home: {
    title: 'la cantine et la maison ouvertes à tous',
    open: 'Ouvert',
    closed: 'Fermé',
    opens: (when: string) => `ouvre ${when}`,
    calm: 'La maison est calme.',
    lively: 'La maison est animée.',
    almost_full: 'La maison est presque pleine.',
    full: 'La maison est pleine pour le moment.',
    unknown: 'Pas de nouvelles de la maison.',
    asleep: 'La maison est fermée.',
    newsAt: (time: string) => `vu à ${time}`,
    noNewsSince: (time: string) => `pas de nouvelles depuis ${time}`,
    plan: 'Le plan, salle par salle',
    planAsList: 'La même chose en liste',
    floor: (floor: number) =>
      floor < 0
        ? 'Sous-sol'
        : floor === 0
          ? 'Rez-de-chaussée'
          : floor === 1
            ? '1er étage'
            : `${floor}e étage`,
    freeSeats: (free: number | string) =>
      free === '10+' ? 'plus de 10 places libres' : places(Number(free)),
    noSeats: 'plus de place libre',
    tableToday: 'À table aujourd’hui',
    tableNext: 'Prochain repas',
    noMeal: 'Pas de repas prévu ces jours-ci.',
    allWeek: 'Les repas de la semaine',
    freePrice: 'Le prix est libre',
    freePriceText:
      'Vous donnez ce que vous voulez, en ligne ou sur place. 0 € est une réponse comme une autre.',
    noPhone: 'Sans téléphone, sans réserver',
    noPhoneText: 'Poussez la porte et dites bonjour. Des places sont gardées à chaque repas.',
    work: 'Travailler ici',
    workText: 'Un bureau, une place d’étude gratuite, une salle : on choisit sur le plan.',
    workDoor: 'Choisir une place',
    where: 'Pour venir',
  },

  sitting: {
    eatAt: (time: string) => `Manger à ${time}`,
    eatDay: (day: string) => `Manger ${day}`,
    eatDayAt: (day: string, time: string) => `Manger ${day} à ${time}`,
    places,
    full: 'Tout est réservé',
    fullHint: 'Venez quand même : des places sont gardées pour qui n’a pas réservé.',
    closed: 'Réservations fermées',
    done: 'Ce repas est passé',
    cancelled: 'Repas annulé',
    tryIt: 'Essayer',
    trialTable: 'La table d’essai',
    trialHint:
      'Un repas pour de faux, ouvert à toute heure, même quand la maison est fermée. On réserve, on paie avec une carte d’essai, on scanne. Personne ne mange.',
  },

  eat: {
    title: 'Manger',
    heading: 'À table cette semaine',
    intro: 'Un menu, une grande table, un prix libre.',
    empty: 'Le tableau est encore vide.',
    emptyHint: 'Les menus sont écrits quelques jours avant. Revenez bientôt, ou passez nous voir.',
    noMenu: 'Le menu arrive bientôt.',
    unknown: 'Ce repas n’est pas au tableau.',
    unknownHint: 'Le lien est peut-être ancien, ou incomplet. Les autres repas, eux, sont là.',
    allergens: 'Allergènes, plat par plat',
    courses: {
      starter: 'Entrée',
      main: 'Plat',
      dessert: 'Dessert',
      brunch: 'Brunch',
      drink: 'Boisson',
    } as Record<string, string>,
  },

  tags: {
    BIO: 'bio',
    LOCAL: 'local',
    CIRCUIT_COURT: 'circuit court',
    AOCAOP: 'AOP',
    IGP: 'IGP',
    LABEL_ROUGE: 'label rouge',
    PECHE_DURABLE: 'pêche durable',
    COMMERCE_EQUITABLE: 'équitable',
    FERMIER: 'fermier',
    VEGETARIAN: 'végétarien',
    VEGAN: 'végétalien',
  } as Record<string, string>,

  allergens: {
    title: 'Allergènes',
    heading: 'Ce qu’il y a dans les plats',
    contains: 'Contient',
    mayContain: 'Traces possibles',
    none: 'Aucun des 14 allergènes',
    checked: (when: string) => `Vérifié en cuisine ${when}.`,
    ask: 'Un doute ? Demandez à la cuisine, elle répond volontiers.',
    print: 'Imprimer cette page',
    back: 'Retour aux repas',
    table: 'Les 14 allergènes, plat par plat',
    yes: 'oui',
    maybe: 'traces',
    no: 'non',
    words: {
      gluten: 'gluten',
      crustaceans: 'crustacés',
      eggs: 'œufs',
      fish: 'poisson',
      peanuts: 'arachides',
      soya: 'soja',
      milk: 'lait',
      nuts: 'fruits à coque',
      celery: 'céleri',
      mustard: 'moutarde',
      sesame: 'sésame',
      sulphites: 'sulfites',
      lupin: 'lupin',
      molluscs: 'mollusques',
    } satisfies Record<Allergen, string>,
  },

  order: {
    title: 'Réserver un repas',
    howMany: 'Combien de personnes mangent ?',
    fewer: 'Une personne de moins',
    more: 'Une personne de plus',
    people,
    howMuch: 'Combien voulez-vous donner ?',
    costOfOne: 'Ce que coûte un repas',
    costFor: (n: number) => `Pour ${people(n)}`,
    costs: {
      food: 'nourriture',
      people: 'les personnes qui cuisinent et accueillent',
      house: 'énergie, loyer, assurance',
      supplies: 'hygiène, fournitures, pertes',
      grants: 'aides publiques',
      rounding: 'arrondi',
    },
    leftToFind: 'Il reste à trouver',
    marks: {
      solidarity: 'solidaire',
      equilibrium: 'équilibre',
      support: 'soutien',
    },
    range: (from: string, to: string) => (from === to ? from : `de ${from} à ${to}`),
    choose: 'Comment voulez-vous donner ?',
    online: 'Maintenant, par carte',
    onlineHint: 'Vous écrivez le montant que vous voulez.',
    amountFor: (n: number) => `Votre montant en euros, pour ${people(n)}`,
    amountHint: '0 est une réponse comme une autre.',
    onSite: 'À la cantine',
    onSiteHint: 'Une boîte vous attend, à l’abri des regards. Rien à payer maintenant.',
    voucher: 'J’ai un bon',
    voucherHint: 'Un ticket ou un code que l’on vous a donné.',
    voucherCode: 'Le code du bon',
    voucherCodeHint: 'Les 8 lettres et chiffres à côté du code QR.',
    diets: 'Régimes et allergies',
    dietsHint:
      'Si vous voulez. La cuisine ne voit que des totaux, effacés 24 heures après le repas.',
    dietWords: {
      vegetarian: 'végétarien',
      vegan: 'végétalien',
      no_pork: 'sans porc',
      no_gluten: 'sans gluten',
      no_milk: 'sans lait',
      no_egg: 'sans œufs',
      no_nuts: 'sans fruits à coque',
      no_fish: 'sans poisson',
    } satisfies Record<Diet, string>,
    contact: 'Recevoir le ticket par e-mail',
    contactHint:
      'Si vous voulez. Votre adresse sert à ce ticket et à vous prévenir d’un changement, puis elle est effacée.',
    firstName: 'Prénom',
    email: 'E-mail',
    reserve: 'Réserver',
    payAndReserve: 'Continuer vers le paiement',
    chooseError: 'Dites-nous comment vous voulez donner.',
    amountError: 'Écrivez un montant en euros, par exemple 4 ou 7,50. 0 convient aussi.',
    voucherError: 'Écrivez le code du bon.',
    cameBack: 'Le paiement n’a pas été fait et rien n’a été pris.',
    cameBackHint: 'Vos places sont encore à vous quelques minutes. Vous pouvez choisir autrement.',
    left: (n: number) => (n === 1 ? 'Il reste 1 place.' : `Il reste ${n} places.`),
    sending: 'Un instant…',
    useTheBox: 'Donner à la cantine plutôt',
    changed: 'Le nombre de places a changé pendant que vous choisissiez.',
  },

  tickets: {
    title: 'Mes tickets',
    heading: 'Mes tickets',
    none: 'Aucun ticket sur cet appareil.',
    noneHint: 'Quand vous réservez un repas, le ticket se range ici et s’ouvre même sans réseau.',
    seeMeals: 'Voir les repas',
    past: 'Avant',
    done: 'J’ai fini',
    doneHint: 'Cet appareil sert à d’autres ? « J’ai fini » enlève vos tickets d’ici.',
    doneAsk: 'Enlever vos tickets de cet appareil ?',
    doneAskHint:
      'Ils restent valables. Avant de partir, imprimez-les ou notez le code, sinon vous ne pourrez plus les montrer.',
    doneYes: 'Oui, tout enlever',
    doneSaid: 'C’est fait. Il ne reste rien de vous ici.',
    no: 'Non, garder',
  },

  ticket: {
    title: 'Ticket',
    show: 'Montrez ce code QR à l’entrée.',
    picture: 'Code QR du ticket',
    spoken: 'Ou dites ce code',
    forPeople: (n: number) => `pour ${people(n)}`,
    left: (n: number) => `Encore ${people(n)} à table avec ce ticket.`,
    redeemed: 'Bon appétit !',
    awaiting: 'Nous attendons la réponse de la banque.',
    awaitingHint: 'Cette page change toute seule. Vos places sont gardées.',
    awaitingUntil: (time: string) => `Vos places sont gardées jusqu’à ${time}.`,
    unpaid: 'Le paiement n’est pas fini.',
    pay: 'Reprendre le paiement',
    giveUp: 'Abandonner',
    expired: 'Les places ont été rendues.',
    expiredHint:
      'Le paiement n’est pas arrivé à temps. Si la banque a pris quelque chose, cela revient tout seul.',
    cancelledTicket: 'Ce ticket est annulé.',
    cancelledHint: 'Si vous aviez payé, l’argent revient sur votre carte en quelques jours.',
    sittingCancelled: 'Ce repas n’aura pas lieu.',
    unknown: 'Nous ne connaissons pas ce ticket.',
    unknownHint:
      'Le lien est peut-être incomplet. Un ticket sur papier ou son code de 8 lettres et chiffres suffit à l’entrée. Sinon, venez quand même : des places sont gardées pour qui n’a pas réservé.',
    orderAgain: 'Réserver un autre repas',
    keep: 'Garder ce ticket ailleurs',
    print: 'Imprimer',
    pdf: 'Ticket à imprimer (PDF)',
    email: 'Envoyer par e-mail',
    emailLabel: 'Votre e-mail',
    send: 'Envoyer',
    sent: 'C’est parti. Regardez votre boîte dans une minute.',
    writeDown: 'Ou recopiez le code sur un papier : il suffit.',
    cancel: 'Annuler ce ticket',
    cancelAsk: 'Annuler ce ticket ?',
    cancelAskHint:
      'Les places seront rendues. Si vous avez payé, l’argent revient sur votre carte.',
    cancelYes: 'Oui, annuler',
    cancelNo: 'Non, je viens',
    stale: (when: string) => `Ticket gardé sur cet appareil, vu ${when}. Il reste valable.`,
    all: 'Tous mes tickets',
  },

  signIn: {
    title: 'Se connecter',
    heading: 'Se connecter',
    inside: 'Vous êtes connecté·e',
    account: 'Mes données, mon second verrou',
    intro:
      'Pour manger, pas besoin de compte. Cette page sert à l’équipe et à qui réserve un bureau.',
    email: 'Votre e-mail',
    sendCode: 'Recevoir un code',
    sent: (email: string) => `Un message vient de partir vers ${email}.`,
    sentHint:
      'Écrivez ici le code qu’il contient. Il arrive en une minute, parfois dans les indésirables.',
    code: 'Le code',
    enter: 'Entrer',
    otherEmail: 'Changer d’adresse',
    passkey: 'Entrer avec une clé d’accès',
    passkeyFailed: 'La clé d’accès n’a pas répondu. Demandez plutôt un code.',
    welcome: (name: string) => (name ? `Bonjour ${name}.` : 'Bonjour.'),
    secondLock: 'Encore un code',
    secondLockHint:
      'Les six chiffres de votre application d’authentification, ou un code de secours.',
    stay: 'Rester connecté·e sur ce téléphone',
    stayHint:
      'Seulement si personne d’autre ne s’en sert. Sinon, on est déconnecté après vingt minutes.',
    addPasskey: 'Ajouter une clé d’accès à cet appareil',
    passkeyAdded: 'La clé d’accès est enregistrée.',
    signOut: 'Se déconnecter',
    signedOut: 'Vous êtes déconnecté·e.',
    wrong: 'Ce code ne va pas. Vérifiez-le, ou demandez-en un autre.',
    slowDown: 'Trop d’essais. Attendez quelques minutes.',
  },

  pair: {
    title: 'Relier cet appareil',
    heading: 'Relier cet appareil à l’équipe',
    intro:
      'Un téléphone ou une tablette, pour la porte, les salles ou l’accueil. Le code est affiché par la personne responsable.',
    code: 'Le code',
    deviceName: 'Un nom pour cet appareil',
    deviceNameHint: 'Par exemple : Tablette de l’accueil',
    pair: 'Relier',
    codeNeeded: 'Écrivez le code de l’équipe.',
    nameNeeded: 'Donnez un nom à cet appareil, pour le reconnaître.',
    already: (name: string) => `Cet appareil est déjà relié : « ${name} ».`,
    unpair: 'Oublier cet appareil',
    unpaired: 'Cet appareil n’est plus relié.',
  },

  opensSoon: {
    title: 'Cette maison ouvrira bientôt',
    hint: 'Elle n’a encore ici ni nom ni horaires. Revenez dans quelques jours.',
    crew: 'Vous préparez l’ouverture ?',
    signIn: 'Se connecter',
  },
  notFound: {
    title: 'Page introuvable',
    heading: 'Cette porte ne mène nulle part.',
    hint: 'Le lien est peut-être ancien. La cantine, elle, est toujours là.',
    home: 'Retour à l’accueil',
  },

  footer: {
    label: 'La maison',
    crew: 'Équipe',
  },
});
