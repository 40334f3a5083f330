/** The same in English: written, not translated. */
import type { Offer } from '$lib/coworking/types';
import type { PassesWords } from './passes_words';

const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

export const en: PassesWords = {
  title: 'Passes and prices',
  lead: 'Studying is free. A desk is paid by the hour, ahead or by the month; or you say yourself how much.',
  paidTitle: 'Thank you, it is paid.',
  paidHint: 'Book a desk whenever you like: there is nothing more to pay.',
  paying: 'Your bank is answering…',
  payingHint: 'It takes a few seconds. This page changes by itself.',
  slow: 'Your bank has not answered yet.',
  slowHint: 'If you have paid, it will all be here. Nothing is taken twice.',
  given: 'It is yours.',
  left: 'The payment was not made and nothing was taken.',

  mine: {
    heading: 'My passes',
    unitsLeft: (left, of, unit) => `${left} of ${of} ${unitsOf(unit)} left`,
    usedUp: 'All used.',
    daysLeft: (left, of) => `${left} of ${plural(of, 'day')} left this month`,
    everyDay: 'Every day, as much as you like',
    until: (day) => `Until ${day}.`,
    nextPayment: (day, price) => `Next payment on ${day}: ${price}.`,
    once: (day) => `Until ${day}. It does not renew.`,
    unpaid: 'The payment is not finished.',
    unpaidHint: 'Nothing was taken.',
    pay: 'Go on with the payment',
    drop: 'Let it go',
    failed: 'Your card did not pay this month.',
    failedHint: (day) =>
      `Desks stay open to you until ${day}, and your bank is asked again before then. To pay with another card, end this pass and take it again.`,
    stop: 'End it',
    stopAsk: (name) => `End “${name}”?`,
    stopHint: (day) => `Nothing more will be taken. What is paid stays yours until ${day}.`,
    stopFailedHint: 'Nothing more will be taken, and the pass ends here.',
    stopYes: 'Yes, end it',
    giveBack: 'Give back',
    giveBackAsk: (name) => `Give “${name}” back?`,
    giveBackHint: 'It was not used: what you paid by card comes back to you whole.',
    giveBackYes: 'Yes, give it back',
    keep: 'No, keep it',
    before: 'Before',
    ended: (day) => `Ended on ${day}.`,
    guest: 'Sign in to see my passes',
  },

  list: {
    once: 'For once',
    onceHint: 'Book a desk and pay for that time. The cheapest price applies by itself.',
    chooseDesk: 'Choose a desk',
    ahead: 'Ahead',
    monthly: 'Each month',
    monthlyHint:
      'Taken from your card each month until you end it. You end it here, with one tap, and the paid month stays yours.',
    trust: 'The solidarity rate',
    trustHint:
      'You say what you can, zero included. No paper to show, and nobody in the team sees who chooses it.',
    study: 'Studying',
    studyHint: 'Study seats are free for everybody, booked or not.',
    chooseSeat: 'Choose a study seat',
    free: 'free',
    yours: 'you choose',
    perMonth: 'a month',
    about: (offer) => aboutInEnglish(offer),
    take: 'Get it',
    takeIt: (name) => `Get: ${name}`,
    had: 'You have it.',
    atTheDesk: 'Ask for it at the desk.',
    none: 'This house has no prices yet. Ask at the desk.',
  },

  buy: {
    once: (name, price) => `${name}, ${price}`,
    withdraw: 'As long as it is unused, you can give it back within fourteen days.',
    monthly: (price) => `${price} is taken today, then each month, until you end it.`,
    pay: 'Go on to the payment',
    get: 'That’s it',
    no: 'Not now',
    amount: 'Your amount in euros',
    amountHint: 'What you can. Zero is an answer like any other.',
    amountError: 'Write an amount in euros, for example 0, 10 or 25.50.',
    signIn: 'Sign in to get one',
    signInHint: 'An e-mail is enough, and you come back here.',
    busy: 'One moment…',
  },

  link: 'Passes and prices',
};

function unitsOf(unit: Offer['unit']): string {
  return { '': 'tickets', hour: 'hours', half_day: 'half-days', day: 'days' }[unit];
}

function aboutInEnglish(offer: Offer): string {
  if (offer.kind === 'half_day') return 'A morning, an afternoon or an evening.';
  if (offer.kind === 'day') return 'From opening to closing.';
  if (offer.units !== null)
    return `${plural(offer.units, 'ticket')} for ${plural(offer.months, 'month')}. A ticket goes when you sit down, not when you book.`;
  if (offer.days_per_month !== null)
    return `${plural(offer.days_per_month, 'day')} in the month, those you like.`;
  if (offer.kind === 'resident') return 'Every day, as much as you like.';
  return '';
}
