/** Words of *Dehors*: what happens in the street, registering for it, and the map. */
import { choose } from '$lib/i18n';
import { en } from './words_en';

const people = (n: number) => (n === 1 ? '1 personne' : `${n} personnes`);
const places = (n: number) => (n === 1 ? '1 place' : `${n} places`);

export const fr = {
  title: 'Dehors',
  intro:
    'Sur les places, dans les parcs, au coin de la rue : ce qui se prépare, et ce qui a changé.',
  mine: 'Mes inscriptions',

  views: 'Voir comme',
  view: { list: 'Liste', month: 'Mois', map: 'Carte' },
  when: 'Quand ?',
  whens: { all: 'Tout', week: 'Cette semaine', month: 'Ce mois‑ci' },
  filters: (n: number) => (n ? `Filtrer (${n})` : 'Filtrer'),
  where: 'Où ?',
  anywhere: 'Partout',
  about: 'Sur quoi ?',
  anything: 'Tous les sujets',
  free: 'Gratuit ou prix libre',
  accessible: 'Accessible en fauteuil',
  only: 'Seulement ce qui est…',
  reset: 'Tout montrer',
  found: (n: number) => (n === 0 ? 'Aucune date' : n === 1 ? '1 date' : `${n} dates`),

  none: 'Rien de prévu ces jours-ci.',
  noneFits: 'Rien de tel pour le moment.',
  noneHint: 'Regardez plus loin dans le temps, ou ailleurs.',
  noneAtAll: 'Revenez dans quelques jours : les idées ne manquent pas, il leur faut une date.',

  calendar: {
    earlier: 'Mois d’avant',
    later: 'Mois d’après',
    now: 'Ce mois‑ci',
    caption: (month: string) => `Ce qui se passe dehors en ${month}`,
    dates: (n: number) => (n === 1 ? '1 date' : `${n} dates`),
    none: 'Rien ce mois-ci.',
  },

  map: {
    label: 'Carte : la maison au milieu, chaque lieu dans sa direction',
    hint: 'La maison est au milieu, le nord en haut. Plus c’est au bord, plus c’est loin.',
    north: 'N',
    here: 'Ici, à la maison',
    house: 'la maison',
    ring: (metres: string) => metres,
    near: 'À deux pas',
    far: (metres: string, wind: string) => `À ${metres}, ${wind}`,
    onFoot: (minutes: number) => `${minutes} min à pied`,
    winds: [
      'au nord',
      'au nord-est',
      'à l’est',
      'au sud-est',
      'au sud',
      'au sud-ouest',
      'à l’ouest',
      'au nord-ouest',
    ],
    about: 'Cercle : l’endroit exact se précise. Point : on peut y aller droit.',
    nowhere: 'Sans point sur la carte',
  },

  feeds: {
    title: 'L’agenda chez vous',
    hint: 'Votre calendrier suit tout seul : ce qui est annulé ou déplacé y change aussi.',
    subscribe: 'Suivre dans mon calendrier',
    atom: 'Fil d’actualité (Atom)',
  },

  signs: {
    cancelled: 'Annulé',
    postponed: 'Reporté',
    rescheduled: 'Déplacé',
    conditional: 'Sous réserve',
    full: 'Complet',
    over: 'Passé',
  },
  movedTo: (when: string) => `déplacé au ${when}`,
  until: (from: string, to: string) => `${from}\u00a0–\u00a0${to}`,
  nextDates: (n: number) => (n === 1 ? 'et une autre date' : `et ${n} autres dates`),

  event: {
    unknown: 'Nous ne connaissons pas cet événement.',
    unknownHint: 'Le lien est peut-être incomplet. Ce qui se prépare est dans l’agenda.',
    agenda: 'Tout l’agenda',
    conditional: 'Sous réserve d’autorisation',
    conditionalHint: 'La réponse n’est pas encore là. Cette page le dira.',
    cancelled: 'Annulé',
    postponed: 'Reporté',
    postponedHint: 'La nouvelle date n’est pas encore fixée. Elle sera écrite ici.',
    moved: 'Déplacé',
    movedHint: 'Voici où et quand maintenant.',
    was: 'Avant',
    now: 'Maintenant',
    then: 'Finalement',
    newDateSoon: 'date à venir',
    notThen: 'n’a pas lieu',
    whenAndWhere: 'Quand et où',
    dates: 'Les dates',
    spoken: (day: string, from: string, to: string) => `${day}, de ${from} à ${to}`,
    price: 'Prix',
    prices: { free: 'Gratuit', free_price: 'Prix libre' },
    perPerson: (amount: string) => `${amount} par personne`,
    freePriceHint: 'Vous donnez ce que vous pouvez, et 0 € est une réponse comme une autre.',
    accessible: 'Accessibilité',
    accessibleYes: 'Accessible en fauteuil.',
    accessibleAsk: 'Pas encore décrite : demandez-nous, on trouvera.',
    access: 'Pour venir',
    openMap: 'Voir sur OpenStreetMap',
    organiser: 'Organisé par',
    addToCalendar: 'Ajouter à mon calendrier',
    share: 'Partager',
    copied: 'Le lien est copié.',
    copyThis: 'Copiez ce lien :',
    register: 'S’inscrire',
    wait: 'Complet : attendre une place',
    noRegistration: 'On n’a pas besoin de s’inscrire : venez, c’est tout.',
    left: (n: number) => (n < 2 ? `Il reste ${n} place.` : `Il reste ${n} places.`),
    leftShort: (n: number) => `${n === 1 ? '1 place libre' : `${n} places libres`}`,
    full: 'Complet.',
    past: 'C’est passé.',
  },

  form: {
    title: 'S’inscrire',
    which: 'Pour quelle date ?',
    howMany: 'Combien de personnes viennent ?',
    fewer: 'Une personne de moins',
    more: 'Une personne de plus',
    people,
    howMuch: 'Combien voulez-vous donner ?',
    sentence: 'Ce que vous donnez permet au suivant de s’asseoir.',
    choose: 'Comment voulez-vous donner ?',
    pay: 'Comment voulez-vous payer ?',
    online: 'Maintenant, par carte',
    onlineHint: 'Vous écrivez le montant que vous voulez.',
    onlineFixed: (amount: string) => `${amount} en tout.`,
    onSite: 'Sur place',
    onSiteHint: 'Une boîte vous attend, à l’abri des regards. Rien à payer maintenant.',
    onSiteFixed: 'Vous payez en arrivant. Rien à payer maintenant.',
    amountFor: (n: number) => `Votre montant en euros, pour ${people(n)}`,
    amountHint: '0 est une réponse comme une autre.',
    useTheBox: 'Donner sur place plutôt',
    contact: 'Pour vous prévenir si quelque chose change',
    contactHint:
      'Si vous voulez. Un e-mail ou un numéro, pas les deux. Ils servent à cette inscription, puis ils sont effacés.',
    contactWaiting: 'Pour vous prévenir si une place se libère',
    email: 'E-mail',
    phone: 'Téléphone (SMS)',
    firstName: 'Prénom',
    oneOfThem: 'Un seul des deux suffit : l’e-mail ou le téléphone.',
    submit: 'M’inscrire',
    submitPay: 'Continuer vers le paiement',
    submitWait: 'Me mettre sur la liste',
    sending: 'Un instant…',
    wait: 'Liste d’attente',
    waitFull: 'Tout est pris. Vous pouvez attendre votre tour.',
    waitSome: (left: number) =>
      `Il reste ${places(left)} : pas assez pour vous tous. Vous pouvez attendre votre tour ensemble.`,
    waitHint:
      'Dès que des places se libèrent, elles vont à qui attend depuis le plus longtemps, et vous sont gardées un moment. Sans e-mail ni téléphone, gardez la page ouverte ou revenez la voir : elle change toute seule.',
    noWait: 'Toutes les places sont prises.',
    chooseError: 'Dites-nous comment vous voulez donner.',
    payError: 'Dites-nous comment vous voulez payer.',
    amountError: 'Écrivez un montant en euros, par exemple 4 ou 7,50. 0 convient aussi.',
    changed: 'Le nombre de places a changé pendant que vous choisissiez.',
    cameBack: 'Le paiement n’a pas été fait et rien n’a été pris.',
    cameBackHint: 'Vos places vous sont gardées quelques minutes.',
    mineAlready: 'Vous êtes déjà inscrit·e sur cet appareil.',
    seeMine: 'Voir mon inscription',
  },

  shelf: {
    heading: 'Mes inscriptions',
    none: 'Aucune inscription sur cet appareil.',
    noneHint: 'Quand vous vous inscrivez, votre place se range ici et s’ouvre même sans réseau.',
    see: 'Voir l’agenda',
    past: 'Avant',
    done: 'J’ai fini',
    doneHint:
      'Cet appareil sert à d’autres ? « J’ai fini » enlève d’ici vos inscriptions et vos tickets.',
    doneAsk: 'Tout enlever de cet appareil ?',
    doneAskHint:
      'Vos places restent à vous. Avant de partir, imprimez-les ou notez le code, sinon vous ne pourrez plus les montrer.',
    doneYes: 'Oui, tout enlever',
    no: 'Non, garder',
    doneSaid: 'C’est fait. Il ne reste rien de vous ici.',
  },

  registration: {
    title: 'Mon inscription',
    forPeople: (n: number) => `pour ${people(n)}`,
    places,
    show: 'Montrez ce code QR à l’entrée.',
    picture: 'Code QR de l’inscription',
    spoken: 'Ou dites ce code',
    welcome: 'Bienvenue !',
    admitted: (n: number, all: number) =>
      n === all ? `Entré·e : ${people(n)}.` : `${n} sur ${all} sont entrés.`,
    waiting: 'Vous êtes sur la liste d’attente.',
    ahead: (n: number) =>
      n === 0
        ? 'Vous êtes au premier rang : dès qu’il y a de la place, elle est pour vous.'
        : n === 1
          ? 'Une inscription est avant la vôtre.'
          : `${n} inscriptions sont avant la vôtre.`,
    waitingHint:
      'Cette page change toute seule. Si vous avez laissé un e-mail ou un numéro, nous vous écrivons dès que c’est votre tour. Rien n’est promis d’ici là.',
    leave: 'Quitter la liste',
    leaveAsk: 'Quitter la liste d’attente ?',
    leaveAskHint: 'Vous perdez votre rang. Pour revenir, il faudra se remettre au bout de la file.',
    leaveYes: 'Oui, quitter',
    leaveNo: 'Non, je reste',
    offered: 'C’est votre tour !',
    offeredHint: (n: number) =>
      n === 1
        ? 'Une place s’est libérée, elle vous est gardée.'
        : `${n} places se sont libérées, elles vous sont gardées.`,
    until: (time: string) => `Jusqu’à ${time}.`,
    minutesLeft: (n: number) =>
      n < 1
        ? 'Moins d’une minute.'
        : n === 1
          ? 'Encore 1 minute.'
          : n < 120
            ? `Encore ${n} minutes.`
            : `Encore ${Math.floor(n / 60)} heures.`,
    accept: 'Je prends',
    acceptPay: 'Je prends et je paie',
    letGo: 'Je laisse la place',
    awaiting: 'Nous attendons la réponse de la banque.',
    awaitingHint: 'Cette page change toute seule. Vos places sont gardées.',
    unpaid: 'Le paiement n’est pas fini.',
    keptUntil: (time: string) => `Vos places sont gardées jusqu’à ${time}.`,
    pay: 'Reprendre le paiement',
    giveUp: 'Abandonner',
    expired: 'Les places ont été rendues.',
    expiredHint:
      'Elles étaient gardées un moment, ce moment est passé. On peut s’inscrire à nouveau.',
    cancelled: 'Cette inscription est annulée.',
    cancelledHint: 'Si vous aviez payé, l’argent revient sur votre carte en quelques jours.',
    again: 'Revoir l’événement',
    eventCancelled: 'Cela n’aura pas lieu.',
    eventPostponed: 'C’est reporté. La nouvelle date n’est pas encore fixée.',
    eventMoved: 'Cela a changé.',
    was: (words: string) => `Avant : ${words}`,
    keep: 'Garder cette inscription ailleurs',
    writeDown: 'Ou recopiez le code sur un papier : il suffit.',
    print: 'Imprimer',
    pdf: 'À imprimer (PDF)',
    calendar: 'Ajouter à mon calendrier',
    cancel: 'Je ne viens plus',
    cancelAsk: 'Annuler votre inscription ?',
    cancelAskHint: 'Les places iront à d’autres.',
    cancelYes: 'Oui, annuler',
    cancelNo: 'Non, je viens',
    stale: (when: string) =>
      `Inscription gardée sur cet appareil, vue ${when}. Elle reste valable.`,
    unknown: 'Nous ne connaissons pas cette inscription.',
    unknownHint:
      'Le lien est peut-être incomplet. Le code de 8 lettres et chiffres suffit à l’entrée.',
    all: 'Toutes mes inscriptions',
    states: {
      registered: '',
      waiting: 'sur la liste d’attente',
      offered: 'c’est votre tour',
      awaiting_payment: 'le paiement n’est pas fini',
      expired: 'places rendues',
      cancelled: 'annulée',
    },
  },
};

export type OutsideWords = typeof fr;
export const words = choose({ fr, en });
