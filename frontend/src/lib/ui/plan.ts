/** The geometry of the plan: floors, middles of rooms, names broken to fit. All lengths in metres. */
import type { Space } from '$lib/api/types';

export type Point = [number, number];

export interface Floor {
  level: number;
  rooms: Room[];
  /** `x y width height` of what is drawn. */
  box: [number, number, number, number];
}

export interface Room {
  space: Space;
  points: Point[];
  middle: Point;
  /** Bounding box. */
  left: number;
  top: number;
  width: number;
  height: number;
}

const MARGIN = 0.3;
/** Rooms that nobody has drawn: so many beside each other, so high, in a house at least so wide. */
const IN_A_ROW = 3;
const PLAIN_HEIGHT = 6;
const PLAIN_WIDTH = 18;

/** Floors from the top of the house to its cellar, all as wide as the widest, so that metres are equal. */
export function floorsOf(spaces: Space[]): Floor[] {
  const rooms = drawn(spaces).map(roomOf);
  const levels = [...new Set(rooms.map(({ space }) => space.shape?.floor ?? 0))].sort(
    (a, b) => b - a,
  );
  const floors = levels.map((level) => {
    const here = rooms.filter(({ space }) => space.shape?.floor === level);
    return { level, rooms: here, box: boxAround(here) };
  });
  const widest = Math.max(0, ...floors.map(({ box }) => box[2]));
  return floors.map(({ level, rooms, box: [x, y, , height] }) => ({
    level,
    rooms,
    box: [x, y, widest, height],
  }));
}

/** A room without a shape is a plain rectangle below the drawn ones of its floor: a new house has a plan at once. */
function drawn(spaces: Space[]): Space[] {
  const shaped = spaces.filter(({ shape }) => shape && shape.polygon.length > 2);
  const corners = shaped.flatMap(({ shape }) => shape?.polygon ?? []);
  const left = Math.min(...corners.map(([x]) => x), Infinity);
  const start = Number.isFinite(left) ? left : 0;
  const width = Math.max(PLAIN_WIDTH, ...corners.map(([x]) => x - start));
  const plain = spaces.filter((space) => !shaped.includes(space));
  const floors = [...new Set(plain.map(({ level_of_floor }) => level_of_floor))];
  return [
    ...shaped,
    ...floors.flatMap((floor) => {
      const rooms = plain.filter(({ level_of_floor }) => level_of_floor === floor);
      const above = shaped.filter(({ shape }) => shape?.floor === floor);
      const top = Math.max(
        0,
        ...above.flatMap(({ shape }) => shape?.polygon.map(([, y]) => y) ?? []),
      );
      return rooms.map((space, place) => {
        const row = Math.floor(place / IN_A_ROW);
        const beside = Math.min(IN_A_ROW, rooms.length - row * IN_A_ROW);
        const wide = width / beside;
        const x = start + (place % IN_A_ROW) * wide;
        const y = top + row * PLAIN_HEIGHT;
        return { ...space, shape: { floor, polygon: rectangle(x, y, wide, PLAIN_HEIGHT) } };
      });
    }),
  ];
}

function rectangle(x: number, y: number, width: number, height: number): Point[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

function roomOf(space: Space): Room {
  const points = space.shape?.polygon ?? [];
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return {
    space,
    points,
    left,
    top,
    width: Math.max(...xs) - left,
    height: Math.max(...ys) - top,
    middle: space.shape?.label ?? centroid(points),
  };
}

function boxAround(rooms: Room[]): [number, number, number, number] {
  const left = Math.min(...rooms.map((room) => room.left)) - MARGIN;
  const top = Math.min(...rooms.map((room) => room.top)) - MARGIN;
  const right = Math.max(...rooms.map((room) => room.left + room.width)) + MARGIN;
  const bottom = Math.max(...rooms.map((room) => room.top + room.height)) + MARGIN;
  return [left, top, right - left, bottom - top];
}

/** The middle of a polygon's area (the shoelace formula). */
export function centroid(points: Point[]): Point {
  let doubled = 0;
  let x = 0;
  let y = 0;
  points.forEach(([x1, y1], place) => {
    const [x2, y2] = points[(place + 1) % points.length] ?? [x1, y1];
    const cross = x1 * y2 - x2 * y1;
    doubled += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  });
  return doubled === 0 ? (points[0] ?? [0, 0]) : [x / (3 * doubled), y / (3 * doubled)];
}

/** A name on as few lines as fit into `width`, for letters about half as wide as `size`. */
export function linesOf(name: string, width: number, size: number): string[] {
  const most = Math.max(4, Math.floor(width / (size * 0.54)));
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= most)
      lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}
