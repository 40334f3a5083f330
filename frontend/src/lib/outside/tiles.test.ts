import { expect, test } from 'vitest';
import { metresBetween } from './map';
import { fromTheHouse, metresPerPixel, onTheWorld, TILE_PX, tilesIn, zoomFor } from './tiles';

const HOUSE = { latitude: 45.7722, longitude: 3.0812 };
const JAUDE = { latitude: 45.7763, longitude: 3.0822 };
const NEYRAT = { latitude: 45.811, longitude: 3.107 };

test('the world is a square that ends where Web Mercator does', () => {
  const corners = [
    { latitude: 85.0511287798, longitude: -180 },
    { latitude: 0, longitude: 0 },
    { latitude: -85.0511287798, longitude: 180 },
  ].map((spot) => onTheWorld(spot, 2));
  expect(corners.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
    [0, 0],
    [512, 512],
    [1024, 1024],
  ]);
});

test('a place is as far from the house as its metres say, and north is up', () => {
  const { x, y } = fromTheHouse(HOUSE, NEYRAT, 14);
  const metres = Math.hypot(x, y) * metresPerPixel(HOUSE, 14);
  expect(Math.abs(metres / metresBetween(HOUSE, NEYRAT) - 1)).toBeLessThan(0.005);
  expect([x > 0, y < 0]).toEqual([true, true]);
});

test('the view is the nearest that has all places in it', () => {
  for (const spots of [[JAUDE], [JAUDE, NEYRAT]]) {
    const zoom = zoomFor(HOUSE, spots, 150);
    const far = (at: number) =>
      Math.max(...spots.map((spot) => Math.hypot(...Object.values(fromTheHouse(HOUSE, spot, at)))));
    expect([far(zoom) <= 150, far(zoom + 1) > 150]).toEqual([true, true]);
  }
  expect(zoomFor(HOUSE, [{ latitude: -45, longitude: -170 }], 150)).toBe(9);
});

test('the tiles cover the frame, each once, and no more than it needs', () => {
  const frame = { x: -164, y: -190, width: 328, height: 380 };
  const tiles = tilesIn(frame, HOUSE, 14, 'https://tiles.example.org/{z}/{x}/{y}.png');
  const [xs, ys] = [tiles.map(({ x }) => x), tiles.map(({ y }) => y)];
  expect(new Set(tiles.map(({ address }) => address)).size).toBe(tiles.length);
  expect(Math.min(...xs) <= -164 && Math.min(...ys) <= -190).toBe(true);
  expect(Math.max(...xs) + TILE_PX >= 164 && Math.max(...ys) + TILE_PX >= 190).toBe(true);
  expect(tiles.length).toBeLessThanOrEqual(9);
  expect(tiles[0]?.address).toMatch(/^https:\/\/tiles\.example\.org\/14\/\d+\/\d+\.png$/);
});
