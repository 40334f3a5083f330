/** The next step, and what is in its way. */
import { choose } from '$lib/i18n';

export const step = choose({
  fr: {
    prepared: 'Le plan est prêt',
    filed: 'Le dossier est déposé',
    authorisation: 'L’autorisation est arrivée',
    publication: 'Annoncer',
    holding: 'Il a eu lieu',
    reporting: 'Le bilan est fait',
    writeReport: 'Écrire le bilan',
    lacks: (day: string) => `Il manque au bilan du ${day} :`,
    conditional: 'Annoncer sous réserve',
    back: (state: string) => `Revenir à : ${state}`,
    drop: 'Abandonner ce projet',
    dropAsk: 'Abandonner ce projet ?',
    dropHint:
      'Il quitte le tableau et libère ses lieux, son équipe et son matériel. Personne n’en avait entendu parler.',
    dropYes: 'Abandonner',
    keep: 'Le garder',
    more: 'Autres étapes',
    blocked: (n: number) =>
      n === 1
        ? 'Une démarche obligatoire est en retard, ou sans le papier qui la prouve : tant qu’elle n’est pas faite, rien ne s’annonce.'
        : `${n} démarches obligatoires sont en retard, ou sans le papier qui les prouve : tant qu’elles ne sont pas faites, rien ne s’annonce.`,
    missing: 'Avant d’annoncer, il manque :',
    waits: 'Annoncé sous réserve : l’autorisation manque encore.',
    now: (state: string) => `C’est noté. L’événement est maintenant : ${state}.`,
  },
  en: {
    prepared: 'The plan is ready',
    filed: 'The file is handed in',
    authorisation: 'The authorisation is here',
    publication: 'Announce',
    holding: 'It has taken place',
    reporting: 'The report is done',
    writeReport: 'Write the report',
    lacks: (day: string) => `Still missing from the report of ${day}:`,
    conditional: 'Announce with the reservation',
    back: (state: string) => `Back to: ${state}`,
    drop: 'Give up this plan',
    dropAsk: 'Give up this plan?',
    dropHint: 'It leaves the board and frees its places, crew and kit. Nobody had heard of it.',
    dropYes: 'Give up',
    keep: 'Keep it',
    more: 'Other steps',
    blocked: (n: number) =>
      n === 1
        ? 'Something mandatory is late: until it is done, nothing is announced.'
        : `${n} mandatory things are late: until they are done, nothing is announced.`,
    missing: 'Before it is announced, still missing:',
    waits: 'Announced with a reservation: the authorisation is still missing.',
    now: (state: string) => `Noted. The event is now: ${state}.`,
  },
});
