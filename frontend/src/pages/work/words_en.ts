/** The same in English: written, not translated. */
import type { WorkWords } from './words';

const lasts = (minutes: number) => {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest ? `${hours} h ${rest}` : hours === 1 ? '1 hour' : `${hours} hours`;
};

const ordinal = (n: number) => {
  const teens = n % 100 > 10 && n % 100 < 14;
  return `${n}${teens ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;
};

export const en: WorkWords = {
  title: 'Work here',
  heading: 'A place to work',
  intro: 'Study in silence, open your laptop, bring the team together. Study seats are free.',
  mine: 'My bookings',

  choose: {
    day: 'Which day?',
    otherDay: 'Another day',
    group: 'What for?',
    groups: { desk: 'Coworking', study_seat: 'Study', room: 'Rooms' },
    groupHints: {
      desk: 'A desk, the network, coffee next door. By the hour, by the day, or with a pass.',
      study_seat: 'A quiet seat to study. No charge.',
      room: 'For meeting, several at a table.',
    },
    from: 'I come at',
    length: 'For',
    lasts,
    needs: 'Only places…',
    needWords: {
      plug: 'with a socket',
      quiet: 'in the quiet zone',
      accessible: 'reached in a wheelchair',
    },
    period: (name, hours, open, week) =>
      `${name}: ${hours} hours a booking at most, ${open} booking${open > 1 ? 's' : ''} at a time${week === null ? '' : `, ${week} hours a week`}.`,
    view: 'See it as',
    views: { plan: 'Plan', hours: 'Hours', list: 'List' },
  },

  standing: {
    free: 'free',
    shorter: (time) => `free until ${time}`,
    until: (time) => `until ${time}`,
    later: (time) => `free at ${time}`,
    on_request: 'on request',
    taken: 'taken',
    walk_in: 'walk in',
    resident: 'a resident’s',
    mine: 'yours',
    closed: 'closed',
  },
  legend: {
    heading: 'What the shapes mean',
    free: 'free at your time',
    shorter: 'free at your time, but for less long',
    later: 'free later',
    on_request: 'free, on request: the team answers',
    taken: 'taken',
    walk_in: 'never booked: first come, first seated',
    resident: 'a resident’s desk',
    mine: 'yours',
  },

  said: {
    span: (from, to) => `${from} to ${to}`,
    people: (n) => `${n} people`,
    plug: 'socket',
    accessible: 'wheelchair access',
    quiet: 'quiet zone',
    approval: 'on request',
  },

  plan: {
    label: (what) => `Plan: ${what}`,
    hint: 'Tap a place.',
    keys: 'On a keyboard: the arrows, then Enter.',
  },
  hours: {
    label: 'The hours of each place',
    place: 'Place',
    hint: 'Tap a free stretch.',
    book: (place, span) => `${place}, free ${span}`,
    key: {
      free: 'free',
      taken: 'taken',
      blocked: 'kept by the house',
      wish: 'the time chosen',
    },
  },
  list: {
    free: (span) => `Free ${span}`,
    later: 'Free for less long, or at another time',
    walkIn: (n) =>
      n === 1
        ? '1 seat is never booked: first come, first seated.'
        : `${n} seats are never booked: first come, first seated.`,
    none: 'Nothing else is free that day.',
    take: 'Choose',
    takeIt: (place, span) => `Choose ${place}, ${span}`,
  },

  state: {
    closed: 'We are closed that day.',
    closedWhy: (reason) => `We are closed that day: ${reason}.`,
    closedHint: 'The other days are right above.',
    tooFar: (day) => `For now, you can book up to ${day}.`,
    over: 'That is it for today.',
    nextDay: 'See the day after',
    nothing: (span) => `Nothing is free ${span}.`,
    nothingOf: 'No place has all of that.',
    allNeeds: 'See all places',
    nextAt: (time) => `Free from ${time}`,
    queue: 'Join the waiting list',
    queueHint:
      'As soon as a place comes free, we write to you and keep it for you for fifteen minutes.',
    queued: (rank) =>
      rank === null
        ? 'You are on the waiting list.'
        : rank === 1
          ? 'You are first in line.'
          : `You are ${ordinal(rank)} in line.`,
    seeQueue: 'Follow it in my bookings',
    noPlaces: 'This house has nothing to book here yet.',
    noPlacesHint: 'Come by: there is often a free table at the café.',
  },

  sheet: {
    when: (day, span) => `${day}, ${span}`,
    from: 'Start',
    to: 'End',
    people: 'How many people?',
    fewer: 'One person fewer',
    more: 'One person more',
    peopleSaid: (n) => (n === 1 ? '1 person' : `${n} people`),
    roomTitle: 'What for?',
    roomTitleHint:
      'If you like. It is written in your booking and your calendar; the welcome desk sees it too.',
    book: 'Book',
    bookAt: (span) => `Book ${span}`,
    pay: 'Go on to payment',
    busy: 'One moment…',
    close: 'Close',
    signIn: 'Sign in to book',
    signInHint: 'An e-mail address is all it takes. Your choice waits here.',
    walkIn: 'This seat is never booked.',
    walkInHint: 'Sit down if it is free. A third of the study room stays open like this.',
    resident: 'This is a resident’s desk.',
    approval: 'This room is booked on request.',
    approvalHint: 'The team answers each request.',
    ask: 'Send a request',
    noMore: 'Nothing is free here that day any more.',
    lost: (span) => `Somebody else has this place ${span}.`,
    freeThen: 'Still free at that time:',
    otherTime: 'Here it is free at another time:',
    queueHere: 'Tell me if it comes free',
    booked: 'Booked.',
    toBank: 'The place is kept for you. Here comes the payment page…',
    bookedHint: 'When you arrive, scan the QR code on the table.',
    bookedRoomHint: 'When you arrive, scan the QR code by the door.',
    see: 'See my booking',
    another: 'Go on',
    offers: 'How would you like to pay?',
    thisTime: 'Just this time',
    offerNeeded: 'Say how you would like to pay.',
    amount: 'Your amount in euros',
    amountHint: 'What you can. Nobody asks why.',
    amountError: 'Write an amount in euros, such as 4 or 7.50.',
    yourPrice: 'you choose',
    monthly: (price) => `${price} a month, until you end it`,
  },

  weekly: {
    repeat: 'Every week',
    otherDays: 'The same place on other days too',
    days: 'Which days?',
    weeks: 'For',
    weeksSaid: (n) => (n === 1 ? '1 week' : `${n} weeks`),
    preview: 'Show the dates',
    dates: 'The dates',
    conflict: 'not free',
    skip: 'Untick those that you do not want.',
    book: (n) => (n === 1 ? 'Book 1 date' : `Book ${n} dates`),
    none: 'None of these dates is free.',
    changed: 'Look at the new dates first.',
  },

  bookings: {
    title: 'My bookings',
    heading: 'My bookings',
    guest: 'Sign in to see your bookings.',
    guestHint: 'An e-mail address is all it takes. Some study seats are free without booking.',
    signIn: 'Sign in',
    none: 'Nothing booked.',
    noneHint: 'Choose a day and a place, and come.',
    choose: 'Choose a place',
    past: 'Before',
    open: 'Open',
    unpaid: 'The payment is not finished.',
    cameBack: 'The payment was not made and nothing was taken.',
    fromBank: 'The bank answers in a moment. This page will change by itself.',
    paid: 'Paid.',
    wish: 'Your place is still waiting.',
    wishHint: 'Choose the hour again and book: your pass is here.',
    wishGo: 'Go on with my booking',
    pay: 'Go on with the payment',
    heldUntil: (time) => `Your place is kept until ${time}.`,
    states: {
      held: 'waiting for the payment',
      confirmed: 'booked',
      checked_in: 'you are here',
      paused: 'on a break',
      blocked: 'blocked',
      finished: 'done',
      released: 'given back',
      cancelled: 'cancelled',
    },
    released: {
      no_show: 'given back: nobody came in time',
      pause: 'given back: the break was too long',
      hold: 'given back: the payment did not come in time',
      host: 'freed by the welcome desk',
      closed: 'cancelled: the house is closed then',
      needed: 'cancelled: the house needs it then',
    },
    repeats: 'one of a series',
    pausedUntil: (time) => `Be back by ${time}, or the place is given back.`,
    arriveBetween: (from, until) =>
      `Arrive between ${from} and ${until}; after that the place is given back.`,
    arriveBefore: (until) => `Arrive before ${until}; after that the place is given back.`,
    code: 'QR code of the booking',
    spoken: 'Or say this code at the welcome desk',
    arrived: 'I have arrived',
    pause: 'Take a break',
    resume: 'I am back',
    extend: 'Stay longer',
    extendTo: 'Until',
    noLonger: 'Somebody else has the place next, or the house closes.',
    move: 'Change the time',
    moveNo: 'Keep the time',
    leave: 'I am done',
    leaveAsk: 'Give the place back now?',
    leaveHint: 'Somebody else can sit down.',
    leaveYes: 'Yes, I am done',
    cancel: 'Cancel',
    cancelAsk: 'Cancel this booking?',
    cancelHint: 'The place goes to whoever is waiting.',
    cancelYes: 'Yes, cancel',
    cancelNo: 'No, keep it',
    cancelled: {
      one: 'Cancelled.',
      rest: 'This date and those after it are cancelled.',
      all: 'All dates to come are cancelled.',
    },
    ics: 'To my calendar (.ics)',
    series: 'It is one of a series. What would you like to cancel?',
    cancelWhich: {
      one: 'This date only',
      rest: 'This date and those after it',
      all: 'All dates to come',
    },
  },

  move: {
    which: 'What would you like to change?',
    one: 'This date only',
    rest: 'This date and those after it',
    all: 'All dates to come',
    sameDays: 'The days stay, only the hour changes.',
    yes: (span) => `Come ${span} instead`,
  },

  whyNot: {
    quota: {
      'seat.open': (allowed, used) =>
        `Seats: ${allowed} bookings to come at most, you have ${used}.`,
      'room.open': (allowed, used) =>
        `Rooms: ${allowed} bookings to come at most, you have ${used}.`,
      'seat.week_h': (allowed, used) =>
        `${allowed} hours a week at most, you have ${lasts(used * 60)}.`,
      'waiting.max_places': (allowed) => `${allowed} waiting lists at a time at most.`,
    },
    longest: (hours) => `A booking lasts ${hours} hours at most.`,
    open: (spans) => `Open ${spans}.`,
  },

  arrive: {
    heading: 'Have you arrived?',
    hint: 'Scan the QR code on the table or the door.',
    scan: 'Scan the QR code of my place',
    without: 'Say that I am here',
    code: 'Or type the code below the QR code',
    codeHint: 'Eight letters and digits.',
    looking: 'The camera is looking for the QR code.',
    notOurs: 'This QR code is not that of a place.',
    picture: 'What the camera sees',
    refused:
      'The camera is closed to this page. Open it in the browser’s settings, or say your code at the welcome desk.',
    absent: 'No camera here. Say your code at the welcome desk.',
    busy: 'Another program holds the camera. Close it, then try again.',
    blind: 'The camera cannot read on this device. Say your code at the welcome desk.',
    insecure: 'The camera works at an https address only. Say your code at the welcome desk.',
  },

  here: {
    title: 'My place',
    unknown: 'We do not know this place.',
    unknownHint: 'The QR code may be an old one. Ask at the welcome desk, or choose a place here.',
    typeHint: 'Scan the QR code on the table. Without a camera, type the code below it.',
    code: 'The code of eight signs',
    codeGo: 'That is where I am',
    at: (place) => `You are at ${place}`,
    signIn: 'Sign in',
    signInHint:
      'To say that you are here. An e-mail address is all it takes, and you come back to this page.',
    yours: (span) => `This place is yours ${span}.`,
    arrived: 'I have arrived',
    checkedIn: 'Enjoy your work!',
    checkedInHint: (until) => `The place is yours until ${until}.`,
    free: (until) => `Free until ${until}.`,
    until: 'I stay until',
    takeNow: 'Take this place',
    taken: (until) => `Taken until ${until}.`,
    takenHint: 'Another place may be waiting for you.',
    payFirst: 'Choose how to pay',
    others: 'See the free places',
    closed: 'We are closed right now.',
    walk_in: 'This seat is never booked: make yourself at home.',
    resident: 'This is a resident’s desk.',
    soon: (span) => `Your booking here: ${span}. A little patience.`,
    mine: 'My bookings',
  },

  waiting: {
    heading: 'Waiting list',
    rank: (rank) => (rank === 1 ? 'You are next.' : `You are ${ordinal(rank)} in line.`),
    offered: 'A place has come free.',
    minutes: (n) =>
      n <= 0
        ? 'A few seconds left to take it.'
        : n === 1
          ? '1 minute left to take it.'
          : `${n} minutes left to take it.`,
    keptUntil: (time) => `It is kept for you until ${time}.`,
    take: 'Take the place',
    decline: 'No, thank you',
    leave: 'Stop waiting',
    lookAgain: 'Look for another place',
    skipped: (code) =>
      code === 'two_at_once'
        ? 'A place came free, but you already have one at that time.'
        : code === 'given_up'
          ? 'The place that you gave back is for others. You will be offered the next one in your turn.'
          : 'A place came free, but you have as many bookings as one person may have. Cancel one to be next.',
    anyOf: {
      desk: 'a desk',
      study_seat: 'a study seat',
      room: 'a room',
      hall: 'a room',
      kitchen: 'the kitchen',
    },
    lapsed: 'The time ran out: the place went to somebody else.',
  },

  passes: {
    heading: 'My passes',
    left: (what) => `${what}.`,
    until: (day) => `Until ${day}.`,
    renews: 'Renews every month.',
    all: 'Passes and prices',
  },

  feed: {
    heading: 'In your calendar',
    hint: 'A private address that your calendar reads by itself. Whoever has it sees your bookings.',
    make: 'Make the address',
    copy: 'Copy',
    copied: 'Copied.',
    label: 'The address to give to your calendar',
    renew: 'Replace it',
    renewHint: 'The old one will stop answering.',
  },
};
