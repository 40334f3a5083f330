/**
 * A map without tiles: the house in the middle, each place in its direction, and as far as the root of its distance,
 * so that the next square and the edge of the town both have room. Rings say what is how far.
 */
export interface Spot {
  latitude: number;
  longitude: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

const METRES_PER_DEGREE = 111_320;
/** Streets are longer than the line that a bird takes, and people walk 4.8 km an hour. */
const DETOUR = 1.25;
const METRES_PER_MINUTE = 80;
const NICE_M = [100, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000];
const MOST_RINGS = 4;

/** Metres to the east and to the north; exact enough within a town and its neighbours. */
export function offset(from: Spot, to: Spot): { east: number; north: number } {
  const shrink = Math.cos(((from.latitude + to.latitude) / 2) * (Math.PI / 180));
  return {
    east: (to.longitude - from.longitude) * METRES_PER_DEGREE * shrink,
    north: (to.latitude - from.latitude) * METRES_PER_DEGREE,
  };
}

export function metresBetween(from: Spot, to: Spot): number {
  const { east, north } = offset(from, to);
  return Math.hypot(east, north);
}

export const minutesOnFoot = (metres: number): number =>
  Math.max(1, Math.round((metres * DETOUR) / METRES_PER_MINUTE));

/** Which of eight winds it lies to, north first, clockwise. */
export function wind(from: Spot, to: Spot): number {
  const { east, north } = offset(from, to);
  return (Math.round(Math.atan2(east, north) / (Math.PI / 4)) + 8) % 8;
}

/** How far the map reaches, and the rings on it; metres. */
export const scaleFor = (farthest: number) => scaleTo(Math.max(farthest * 1.1, 300));

export function scaleTo(reach: number): { reach: number; rings: number[] } {
  return { reach, rings: NICE_M.filter((metres) => metres <= reach).slice(-MOST_RINGS) };
}

/** How far from the middle something so far away is drawn; 1 is the edge. */
export const share = (metres: number, reach: number): number =>
  Math.sqrt(Math.min(1, metres / reach));

/** Where a place is drawn; the house is at 0, 0, and north is up. */
export function project(house: Spot, spot: Spot, reach: number, radius: number): Point {
  const { east, north } = offset(house, spot);
  const metres = Math.hypot(east, north);
  if (metres === 0) return { x: 0, y: 0 };
  const out = (share(metres, reach) * radius) / metres;
  return { x: east * out, y: -north * out };
}

/**
 * Signs moved apart until no two are nearer than `gap` and none covers the house: their points stay where they are, and a
 * line leads to each. The same points always come to the same places.
 */
export function spread(points: Point[], gap: number): Point[] {
  const house = { x: 0, y: 0 };
  const signs = points.map((point, nth) => ({
    // Points in one spot have no direction to part in: give each its own.
    x: point.x + Math.cos(nth * 2.4) * 0.1,
    y: point.y + Math.sin(nth * 2.4) * 0.1,
  }));
  for (let round = 0; round < 60; round++) {
    let still = true;
    signs.forEach((one, nth) => {
      if (push(house, one, gap * 1.15, 0)) still = false;
      for (const other of signs.slice(nth + 1)) if (push(one, other, gap, 0.5)) still = false;
    });
    if (still) break;
  }
  return signs;
}

/** Part two that are too near; the first of them takes this share of the way. */
function push(one: Point, other: Point, gap: number, firsts: number): boolean {
  const [x, y] = [other.x - one.x, other.y - one.y];
  const apart = Math.hypot(x, y);
  if (apart >= gap - 0.01) return false;
  const missing = (gap - apart) / (apart || 1);
  one.x -= x * missing * firsts;
  one.y -= y * missing * firsts;
  other.x += x * missing * (1 - firsts);
  other.y += y * missing * (1 - firsts);
  return true;
}

/**
 * A box for the name of each sign, beside it: to the right, left, below or above, wherever it lies over nothing and
 * within the frame. null: there is no such place, the number has to do. First come first served, so the nearest first.
 */
export function labels(
  signs: Point[],
  sizes: { width: number; height: number }[],
  { frame, sign, taken = [] }: { frame: Box; sign: number; taken?: Box[] },
): (Box | null)[] {
  const full: Box[] = [...taken, ...signs.map((at) => around(at, sign, sign))];
  return signs.map((at, nth) => {
    const size = sizes[nth] ?? { width: 0, height: 0 };
    const found = beside(at, size, sign / 2 + 3).find(
      (box) => within(box, frame) && !full.some((other) => overlap(box, other)),
    );
    if (found) full.push(found);
    return found ?? null;
  });
}

function beside({ x, y }: Point, size: { width: number; height: number }, far: number): Box[] {
  const { width, height } = size;
  const [left, right] = [x - far - width, x + far];
  const [above, below] = [y - far - height, y + far];
  const [across, along] = [x - width / 2, y - height / 2];
  return [
    [right, along],
    [left, along],
    [across, below],
    [across, above],
    [right - far / 2, below - far / 2],
    [left + far / 2, below - far / 2],
    [right - far / 2, above + far / 2],
    [left + far / 2, above + far / 2],
  ].map(([boxX = 0, boxY = 0]) => ({ x: boxX, y: boxY, ...size }));
}

const around = ({ x, y }: Point, width: number, height: number): Box => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
});

const within = (box: Box, frame: Box): boolean =>
  box.x >= frame.x &&
  box.y >= frame.y &&
  box.x + box.width <= frame.x + frame.width &&
  box.y + box.height <= frame.y + frame.height;

export const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** A name in lines of about `most` letters; words are not cut. */
export function lines(name: string, most: number): string[] {
  return name.split(/\s+/).reduce<string[]>((done, word) => {
    const last = done.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      return [...done.slice(0, -1), `${last} ${word}`];
    return [...done, word];
  }, []);
}
