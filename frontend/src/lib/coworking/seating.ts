/** Where each place stands on the plan, and how large it may be drawn. Metres, y downwards. */
import type { Space } from '$lib/api/types';
import { floorsOf, type Room } from '$lib/ui/plan';
import type { Place } from './types';

/** A floor with the rooms to draw and the places to tap; `at` is the middle of each. */
export interface Seating {
  level: number;
  rooms: Room[];
  /** left, top, width, height */
  box: [number, number, number, number];
  seats: Seat[];
  /** The side of a square that each seat has for itself; rooms have their own size. */
  side: number;
}
export interface Seat {
  place: Place;
  at: [number, number];
  /** A whole room is as large as it is drawn. */
  size?: [number, number];
}

/** Seats stand in their rooms alone; rooms stand among the others of their floor. */
export function seatingsOf(spaces: Space[], places: Place[]): Seating[] {
  const whole = places.length > 0 && places.every(isRoom);
  const theirs = new Set(places.map(({ space }) => space));
  const floors = floorsOf(whole ? spaces : spaces.filter(({ code }) => theirs.has(code)));
  return floors
    .filter(({ rooms }) => rooms.some(({ space }) => theirs.has(space.code)))
    .map(({ level, rooms }) => {
      const seats = rooms.flatMap((room) => seatsOf(room, places));
      const shown = rooms.filter(({ space }) => theirs.has(space.code));
      return { level, rooms, box: tight(shown), seats, side: sideOf(seats) };
    });
}

const isRoom = ({ kind }: Place) => kind !== 'desk' && kind !== 'study_seat';

function seatsOf(room: Room, places: Place[]): Seat[] {
  const here = places.filter(({ space }) => space === room.space.code);
  if (here.length === 1 && here[0] && isRoom(here[0])) {
    return [{ place: here[0], at: middleOf(room), size: [room.width, room.height] }];
  }
  const drawn = here.every(({ spot }) => spot.length === 2);
  return here.map((place, nth) => ({
    place,
    at: drawn ? [place.spot[0] ?? 0, place.spot[1] ?? 0] : inRows(room, nth, here.length),
  }));
}

const middleOf = ({ left, top, width, height }: Room): [number, number] => [
  left + width / 2,
  top + height / 2,
];

/** Seats that nobody has placed yet stand in rows, as many beside each other as the room is wide. */
function inRows({ left, top, width, height }: Room, nth: number, count: number): [number, number] {
  const columns = Math.max(1, Math.round(Math.sqrt((count * width) / height)));
  const rows = Math.ceil(count / columns);
  const column = nth % columns;
  const row = Math.floor(nth / columns);
  return [left + ((column + 0.5) * width) / columns, top + ((row + 0.5) * height) / rows];
}

/** How far apart the two nearest stand, along the axis on which they differ most: squares of it do not touch. */
function sideOf(seats: Seat[]): number {
  let side = Infinity;
  seats.forEach(({ at: [x1, y1] }, place) => {
    for (const { at } of seats.slice(place + 1)) {
      side = Math.min(side, Math.max(Math.abs(x1 - at[0]), Math.abs(y1 - at[1])));
    }
  });
  return Number.isFinite(side) ? side : 2;
}

function tight(rooms: Room[]): Seating['box'] {
  const margin = 0.2;
  const left = Math.min(...rooms.map((room) => room.left)) - margin;
  const top = Math.min(...rooms.map((room) => room.top)) - margin;
  const right = Math.max(...rooms.map((room) => room.left + room.width)) + margin;
  const bottom = Math.max(...rooms.map((room) => room.top + room.height)) + margin;
  return [left, top, right - left, bottom - top];
}

/** What is written on a seat: the number it ends with, else its code. */
export const numberOf = (code: string) => String(Number(/\d+$/.exec(code)?.[0] ?? NaN) || code);
