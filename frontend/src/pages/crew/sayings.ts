/** A verdict in words: one huge one, and what may help whoever stands there. */
import type { Purpose } from '$lib/scan/code';
import type { Verdict } from '$lib/scan/verdict';
import { dateKey, day, dayAndTime, time } from '$lib/ui/format';
import { words } from './words';

export interface Saying {
  word: string;
  hint: string;
}

export function sayings(verdict: Verdict, purpose: Purpose): Saying {
  const { covers, coversLeft, at } = verdict;
  const w = purpose === 'meal' ? words.verdict : { ...words.verdict, ...words.entrance.verdict };
  const count = countOf(purpose);
  switch (verdict.code) {
    case 'redeemed':
    case 'admitted':
      return {
        word: w.redeemed,
        hint: coversLeft > 0 ? w.moreOnTicket(coversLeft) : covers === 1 ? count(1) : '',
      };
    case 'admitted_offline':
      return {
        word: words.entrance.offline,
        hint: coversLeft > 0 ? w.moreOnTicket(coversLeft) : words.entrance.offlineHint,
      };
    case 'already_redeemed':
    case 'already_admitted':
      return { word: at ? w.already(when(at)) : w.alreadyOnly, hint: '' };
    case 'not_enough_covers':
    case 'not_enough_places':
      return { word: w.notEnough(coversLeft), hint: w.notEnoughHint };
    case 'wrong_sitting':
    case 'wrong_event':
      return { word: w.wrongSitting, hint: at ? w.wrongSittingHint(dayAndTime(at)) : '' };
    case 'not_yet':
      return { word: w.notYet, hint: at ? w.notYetHint(dayAndTime(at)) : '' };
    case 'too_late':
      return { word: w.tooLate, hint: at ? w.tooLateSince(when(at)) : w.tooLateHint };
    case 'sitting_full':
      return { word: w.full, hint: coversLeft > 0 ? w.fullLeft(coversLeft) : w.fullHint };
    case 'unknown_ticket':
      return { word: w.unknown, hint: w.unknownHint };
    case 'forged_ticket':
      return { word: w.forged, hint: w.forgedHint };
    case 'void_ticket':
      return { word: w.void, hint: w.voidHint };
    case 'no_network':
      return { word: w.noNetwork, hint: w.paper };
    case 'no_answer':
      return { word: w.noAnswer, hint: w.paper };
    case 'signed_out':
      return { word: w.signedOut, hint: w.signedOutHint };
    case 'not_this_door':
      return { word: w.notAllowed, hint: w.otherDoorHint };
    case 'not_allowed':
      return { word: w.notAllowed, hint: w.notAllowedHint };
    case 'slow_down':
      return { word: w.slowDown, hint: w.slowDownHint };
  }
}

/** What is counted there: covers at the table, people at an entrance. */
export function countOf(purpose: Purpose): (n: number) => string {
  return purpose === 'meal' ? words.covers : words.people;
}

/** « à 12 h 31 », or with its day when that was not today. */
function when(at: string): string {
  const today = dateKey(at) === dateKey(new Date());
  return today ? words.verdict.at(time(at)) : words.verdict.atDay(day(at), time(at));
}
