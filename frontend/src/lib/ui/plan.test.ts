import { expect, test } from 'vitest';
import type { Space } from '$lib/api/types';
import { centroid, floorsOf, linesOf, type Point } from './plan';

const room = (code: string, floor: number, polygon: Point[]): Space => ({
  code,
  name: code,
  short_name: code,
  kind: 'room',
  level_of_floor: floor,
  shape: { floor, polygon },
  has_bookable_seats: false,
});
const square = (x: number, y: number, side: number): Point[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
];

test('floors stand from roof to cellar, and a metre is as long on each', () => {
  const floors = floorsOf([
    room('WORK', -1, square(0, 32, 4)),
    room('CANT', 0, square(0, 11, 10)),
    room('COWO', 1, square(0, 0, 8)),
  ]);

  expect(floors.map(({ level }) => level)).toEqual([1, 0, -1]);
  expect(new Set(floors.map(({ box }) => box[2])).size).toBe(1);
});

const undrawn = (code: string, floor = 0): Space => ({
  ...room(code, floor, []),
  level_of_floor: floor,
  shape: null,
});

test('rooms that nobody has drawn stand beside each other, three in a row', () => {
  const [floor] = floorsOf(['A', 'B', 'C', 'D'].map((code) => undrawn(code)));

  expect(floor?.rooms.map(({ left, top, width, height }) => [left, top, width, height])).toEqual([
    [0, 0, 6, 6],
    [6, 0, 6, 6],
    [12, 0, 6, 6],
    [0, 6, 18, 6],
  ]);
});

test('a room that nobody has drawn stands below the others of its floor', () => {
  const [ground, cellar] = floorsOf([
    room('CANT', 0, square(2, 1, 20)),
    undrawn('KITCHEN'),
    undrawn('CELLAR', -1),
  ]);

  expect(ground?.rooms.at(-1)).toMatchObject({ left: 2, top: 21, width: 20 });
  expect(cellar).toMatchObject({ level: -1, rooms: [{ left: 2, top: 0, width: 20 }] });
});

test('the name of an L-shaped room stands in its area', () => {
  const [x, y] = centroid([
    [0, 0],
    [4, 0],
    [4, 2],
    [2, 2],
    [2, 4],
    [0, 4],
  ]);
  expect([x.toFixed(2), y.toFixed(2)]).toEqual(['1.67', '1.67']);
});

test('names are broken between words where they do not fit', () => {
  expect(linesOf('Grande salle', 20, 1)).toEqual(['Grande salle']);
  expect(linesOf('Grande salle', 4, 1)).toEqual(['Grande', 'salle']);
});
