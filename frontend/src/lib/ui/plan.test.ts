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

test('a room without a shape is not drawn', () => {
  expect(floorsOf([{ ...room('X', 0, []), shape: null }])).toEqual([]);
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
