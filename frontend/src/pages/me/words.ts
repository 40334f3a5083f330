/** Words of the page about oneself. */
import { choose } from '$lib/i18n';

export const words = choose({
  fr: {
    title: 'Mon compte',
    heading: 'Ce que la maison sait de vous',
    guest: 'Rien : vous n’êtes pas connecté·e.',
    guestHint:
      'Pour manger, pas besoin de compte. Vos tickets restent sur ce téléphone, et chacun peut être annulé depuis sa page.',
    signIn: 'Se connecter',
    failed: 'Rien n’a changé.',
    no: 'Non, ne rien changer',
    helping: 'Mes coups de main : où l’on m’attend, où l’on cherche du monde',

    data: {
      firstName: 'Prénom',
      email: 'E-mail',
      phone: 'Téléphone',
      since: 'Depuis le',
      roles: 'Rôles',
      bookings: 'Réservations à votre adresse',
      dishes: 'Plats publiés à votre nom',
      answers: 'Réponses sur les allergènes',
      none: 'aucun',
      noAmounts: 'Aucun montant : ce que vous avez donné n’est noté nulle part à votre nom.',
      download: 'Tout télécharger',
      file: 'mes-donnees-preau.json',
    },

    erase: {
      heading: 'Partir',
      hint: 'La maison oublie votre prénom, votre e-mail, vos rôles, et votre adresse sur vos réservations. Ce dont vous avez répondu reste, sans votre nom : un allergène, une caisse comptée. Vos tickets restent valables.',
      ask: 'Oubliez-moi',
      title: 'Être oublié·e ?',
      text: 'C’est tout de suite et pour toujours. Personne ne pourra revenir en arrière.',
      yes: 'Oui, oubliez-moi',
      done: 'C’est fait. La maison ne vous connaît plus.',
      home: 'Retour à l’accueil',
    },

    lock: {
      heading: 'Un second verrou',
      hint: 'Avec une application d’authentification sur votre téléphone, le code reçu par e-mail ne suffit plus pour entrer. Conseillé à qui gère la maison.',
      begin: 'Poser un second verrou',
      scan: 'Ouvrez votre application (Aegis, FreeOTP, Google Authenticator…) et montrez-lui cette image.',
      picture: 'Code QR pour votre application d’authentification',
      orType: 'Ou recopiez cette clé :',
      open: 'Ouvrir dans l’application de ce téléphone',
      code: 'Les six chiffres que l’application affiche',
      confirm: 'Poser ce verrou',
      wrong: 'Ces chiffres ne vont pas. Attendez les suivants, puis réessayez.',
      again: 'Déconnectez-vous, reconnectez-vous, puis revenez ici : c’est plus sûr.',
      isSet: 'Le second verrou est posé.',
      rescue: 'Vos codes de secours',
      rescueHint:
        'Un seul usage chacun, si vous perdez votre téléphone. Notez-les sur papier : ils ne seront plus montrés.',
      remove: 'Retirer le second verrou',
      removeCode: 'Les six chiffres, une dernière fois',
      removed: 'Le second verrou est retiré.',
    },
  },

  en: {
    title: 'My account',
    heading: 'What the house knows of you',
    guest: 'Nothing: you are not signed in.',
    guestHint:
      'Nobody needs an account to eat. Your tickets stay on this phone, and each can be cancelled on its page.',
    signIn: 'Sign in',
    failed: 'Nothing has changed.',
    no: 'No, change nothing',
    helping: 'Lending a hand: where I am expected, where people are wanted',

    data: {
      firstName: 'First name',
      email: 'E-mail',
      phone: 'Phone',
      since: 'Since',
      roles: 'Roles',
      bookings: 'Bookings with your address',
      dishes: 'Dishes published in your name',
      answers: 'Answers about allergens',
      none: 'none',
      noAmounts: 'No amounts: what you gave is written down nowhere with your name.',
      download: 'Download everything',
      file: 'my-data-preau.json',
    },

    erase: {
      heading: 'Leave',
      hint: 'The house forgets your first name, your e-mail, your roles, and your address on your bookings. What you answered for stays, without your name: an allergen, a count of cash. Your tickets stay good.',
      ask: 'Forget me',
      title: 'Be forgotten?',
      text: 'At once and for ever. Nobody can undo it.',
      yes: 'Yes, forget me',
      done: 'Done. The house no longer knows you.',
      home: 'Back to the start',
    },

    lock: {
      heading: 'A second lock',
      hint: 'With an authenticator app on your phone, the code by e-mail alone no longer lets anybody in. Advised for those who manage the house.',
      begin: 'Set a second lock',
      scan: 'Open your app (Aegis, FreeOTP, Google Authenticator…) and show it this picture.',
      picture: 'QR code for your authenticator app',
      orType: 'Or copy this key:',
      open: 'Open in this phone’s app',
      code: 'The six digits that the app shows',
      confirm: 'Set this lock',
      wrong: 'These digits are not right. Wait for the next ones, then try again.',
      again: 'Sign out, sign in again, then come back here: that is safer.',
      isSet: 'The second lock is set.',
      rescue: 'Your rescue codes',
      rescueHint:
        'Each works once, should you lose your phone. Write them on paper: they will not be shown again.',
      remove: 'Remove the second lock',
      removeCode: 'The six digits, one last time',
      removed: 'The second lock is removed.',
    },
  },
});
