/** The words for registrations that came all at once. */
import { choose } from '$lib/i18n';

const places = (n: number) => (n === 1 ? '1 place' : `${n} places`);

export const words = choose({
  fr: {
    burst: (many: number, n: number, day: string, from: string, to: string) =>
      `${many} inscriptions sans contact en rafale, pour ${places(n)} : ${day}, ${from === to ? `à ${from}` : `de ${from} à ${to}`}.`,
    release: (n: number) => `Libérer ces ${places(n)}`,
    ask: 'Libérer ces places ?',
    askHint: 'Ces inscriptions sont annulées. Qui attend est prévenu ; qui est déjà entré reste.',
    yes: 'Oui, les libérer',
    no: 'Non',
    released: (n: number) => `${places(n)} de nouveau libres.`,
  },
  en: {
    burst: (many: number, n: number, day: string, from: string, to: string) =>
      `${many} registrations without a contact all at once, for ${places(n)}: ${day}, ${from === to ? from : `${from} to ${to}`}.`,
    release: (n: number) => `Free these ${places(n)}`,
    ask: 'Free these places?',
    askHint: 'These registrations are cancelled. Who waits is told; who has come in stays.',
    yes: 'Yes, free them',
    no: 'No',
    released: (n: number) => `${places(n)} free again.`,
  },
});
