import { expect, test } from 'vitest';
import {
  labels,
  lines,
  metresBetween,
  minutesOnFoot,
  overlap,
  project,
  scaleFor,
  share,
  spread,
  wind,
} from './map';

const HOUSE = { latitude: 45.7722, longitude: 3.0812 };
const JAUDE = { latitude: 45.7763, longitude: 3.0822 };
const NEYRAT = { latitude: 45.811, longitude: 3.107 };

/** The twelve sites of the demo, and three in one spot. */
const SITES = [
  [45.7719, 3.0808],
  [45.7726, 3.0887],
  [45.7795, 3.0827],
  [45.7808, 3.088],
  [45.7724, 3.0815],
  [45.7763, 3.0822],
  [45.7797, 3.0914],
  [45.7888, 3.0736],
  [45.811, 3.107],
  [45.7626, 3.0868],
  [45.7881, 3.1004],
  [45.7595, 3.1115],
  [45.7595, 3.1115],
  [45.7595, 3.1115],
].map(([latitude = 0, longitude = 0]) => ({ latitude, longitude }));

test('distances are those of a map of the town', () => {
  expect(Math.round(metresBetween(HOUSE, JAUDE) / 10) * 10).toBe(460);
  expect(Math.round(metresBetween(HOUSE, NEYRAT) / 100) * 100).toBe(4_800);
  expect(minutesOnFoot(460)).toBe(7);
});

test('north is up, east is to the right, and the winds have their names', () => {
  const at = (latitude: number, longitude: number) => ({
    latitude: HOUSE.latitude + latitude,
    longitude: HOUSE.longitude + longitude,
  });
  expect(
    [at(1, 0), at(1, 1.4), at(0, 1), at(-1, 0), at(0, -1), at(1, -1.4)].map((to) =>
      wind(HOUSE, to),
    ),
  ).toEqual([0, 1, 2, 4, 6, 7]);
  const point = project(HOUSE, JAUDE, 500, 150);
  expect([point.x > 0, point.y < 0]).toEqual([true, true]);
  expect(Math.round(Math.hypot(point.x, point.y))).toBe(
    Math.round(share(metresBetween(HOUSE, JAUDE), 500) * 150),
  );
});

test('the map reaches as far as the farthest, with a few rings in round numbers', () => {
  expect(scaleFor(4_800)).toEqual({ reach: 4_800 * 1.1, rings: [500, 1_000, 2_000, 4_000] });
  expect(scaleFor(0)).toEqual({ reach: 300, rings: [100, 250] });
});

test('the house itself has no direction', () => {
  expect(project(HOUSE, HOUSE, 500, 150)).toEqual({ x: 0, y: 0 });
});

const drawn = (radius: number) => {
  const { reach } = scaleFor(Math.max(...SITES.map((site) => metresBetween(HOUSE, site))));
  return SITES.map((site) => project(HOUSE, site, reach, radius));
};

test('signs stand clear of each other and of the house, on a phone too', () => {
  const signs = spread(drawn(145), 36);
  const gaps = signs.flatMap((one, nth) =>
    signs.slice(nth + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y)),
  );
  expect(Math.min(...gaps)).toBeGreaterThan(32);
  expect(Math.min(...signs.map(({ x, y }) => Math.hypot(x, y)))).toBeGreaterThan(32);
  expect(spread(drawn(145), 36)).toEqual(signs);
});

test('signs that have room stay where they are', () => {
  const [one, other] = spread(
    [
      { x: 100, y: 0 },
      { x: -100, y: 0 },
    ],
    36,
  );
  expect([Math.round(one?.x ?? 0), Math.round(other?.x ?? 0)]).toEqual([100, -100]);
});

test('names lie over no sign, no other name, and not beyond the edge; where none fits there is none', () => {
  const signs = spread(drawn(145), 36);
  const frame = { x: -164, y: -190, width: 328, height: 380 };
  const boxes = labels(
    signs,
    signs.map(() => ({ width: 90, height: 40 })),
    { frame, sign: 32 },
  ).filter((box) => box !== null);
  expect(boxes.length).toBeGreaterThan(3);
  boxes.forEach((box, nth) => {
    expect(boxes.slice(nth + 1).some((other) => overlap(box, other))).toBe(false);
    expect(
      signs.some(({ x, y }) => overlap(box, { x: x - 16, y: y - 16, width: 32, height: 32 })),
    ).toBe(false);
    expect(box.x >= frame.x && box.x + box.width <= 164).toBe(true);
  });
  expect(labels([{ x: 0, y: 0 }], [{ width: 400, height: 20 }], { frame, sign: 32 })).toEqual([
    null,
  ]);
});

test('a long name is broken between words', () => {
  expect(lines('Square Olympe-de-Gouges (fontaine d’Amboise)', 16)).toEqual([
    'Square',
    'Olympe-de-Gouges',
    '(fontaine',
    'd’Amboise)',
  ]);
});
