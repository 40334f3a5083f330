/** Words of a change that the street will read of: cancel, postpone, move. */
import { choose } from '$lib/i18n';

const people = (n: number) => (n < 2 ? `${n} personne` : `${n} personnes`);
const peopleEn = (n: number) => (n === 1 ? '1 person' : `${n} people`);

export const words = choose({
  fr: {
    title: (title: string) => `Changer « ${title} »`,
    what: 'Que se passe-t-il ?',
    whats: {
      moved: 'Déplacer',
      postponed: 'Reporter, sans date pour l’instant',
      cancelled: 'Annuler',
    },
    which: 'Quelle date ?',
    all: 'Toutes les dates à venir',
    planB: 'Passer au plan B prévu',
    place: 'Où',
    why: 'Pourquoi',
    whyHint: 'En une phrase : les inscrits, l’équipe et la rue la liront.',
    whyEn: 'Pourquoi, en anglais',
    preview: 'Voir ce que cela change',
    back: 'Modifier',
    no: 'Ne rien changer',
    before: 'Avant',
    after: 'Après',
    nothing: 'sans date pour l’instant',
    gone: 'n’aura pas lieu',
    told: (n: number) => `${people(n)} à prévenir`,
    registrations: (n: number) => (n === 1 ? '1 inscription' : `${n} inscriptions`),
    crew: (n: number) => (n === 1 ? '1 de l’équipe' : `${n} de l’équipe`),
    email: (n: number) => `${n} par e-mail`,
    sms: (n: number) => `${n} par SMS`,
    unreachable: (n: number) =>
      n === 1
        ? '1 sans adresse : à prévenir de vive voix'
        : `${n} sans adresse : à prévenir de vive voix`,
    nobody: 'Personne à prévenir : la page publique et les agendas suffisent.',
    refunds: (n: number) => (n === 1 ? '1 remboursement' : `${n} remboursements`),
    conflicts: 'À régler d’abord',
    conditional: 'Annoncé sous réserve d’autorisation',
    conditionalHint:
      'L’autorisation manque pour ce lieu et cette heure. La page publique, les agendas et les affiches le diront, jusqu’à la réponse.',
    released: {
      moved: '',
      postponed:
        'L’équipe et le matériel sont libérés, et on le leur dit : à redemander quand la nouvelle date sera connue. Les inscriptions restent.',
      cancelled: 'L’équipe et le matériel sont libérés.',
    },
    again: 'Démarches à refaire',
    againHint: 'Elles étaient faites pour l’ancien lieu ou l’ancienne heure.',
    tasks: 'Démarches à nouvelles dates',
    late: 'Démarches en retard, ou qu’on n’a plus le temps de refaire',
    yes: {
      moved: 'Déplacer et prévenir',
      postponed: 'Reporter et prévenir',
      cancelled: 'Annuler et prévenir',
    },
    alone: { moved: 'Déplacer', postponed: 'Reporter', cancelled: 'Annuler' },
    done: {
      moved: 'C’est déplacé.',
      postponed: 'C’est reporté.',
      cancelled: 'C’est annulé.',
    },
    going: 'Les messages partent.',
  },
  en: {
    title: (title: string) => `Change “${title}”`,
    what: 'What happens?',
    whats: {
      moved: 'Move',
      postponed: 'Postpone, no date yet',
      cancelled: 'Cancel',
    },
    which: 'Which date?',
    all: 'All dates to come',
    planB: 'Go to the plan B',
    place: 'Where',
    why: 'Why, in French',
    whyHint: 'In one sentence: who registered, the crew and the street will read it.',
    whyEn: 'Why, in English',
    preview: 'See what this changes',
    back: 'Change it',
    no: 'Change nothing',
    before: 'Before',
    after: 'After',
    nothing: 'no date yet',
    gone: 'will not take place',
    told: (n: number) => `${peopleEn(n)} to tell`,
    registrations: (n: number) => (n === 1 ? '1 registration' : `${n} registrations`),
    crew: (n: number) => `${n} of the crew`,
    email: (n: number) => `${n} by e-mail`,
    sms: (n: number) => `${n} by text message`,
    unreachable: (n: number) => `${n} without an address: to be told in person`,
    nobody: 'Nobody to tell: the public page and the agendas are enough.',
    refunds: (n: number) => (n === 1 ? '1 refund' : `${n} refunds`),
    conflicts: 'To settle first',
    conditional: 'Announced subject to authorisation',
    conditionalHint:
      'There is no authorisation for this place and this hour. The public page, the agendas and the posters will say so until the answer is here.',
    released: {
      moved: '',
      postponed:
        'Crew and kit are set free, and the crew is told: ask again once the new date is known. Registrations stay.',
      cancelled: 'Crew and kit are set free.',
    },
    again: 'Paperwork to do again',
    againHint: 'It was done for the place or the hour that were.',
    tasks: 'Paperwork with new dates',
    late: 'Paperwork that is late, or that there is no time to do again',
    yes: {
      moved: 'Move and tell people',
      postponed: 'Postpone and tell people',
      cancelled: 'Cancel and tell people',
    },
    alone: { moved: 'Move', postponed: 'Postpone', cancelled: 'Cancel' },
    done: {
      moved: 'It is moved.',
      postponed: 'It is postponed.',
      cancelled: 'It is cancelled.',
    },
    going: 'The messages are going out.',
  },
});
