/** Tiles of a town's map below the drawing, in Web Mercator, for a house that wants them (MAP_TILES_URL). */
import type { Box, Point, Spot } from './map';

export interface Tile extends Point {
  address: string;
}

export const TILE_PX = 256;
/** As near as most servers go; and never so far that a town is a dot. */
const [NEAREST, FARTHEST] = [18, 9];
const EQUATOR_M = 40_075_016.686;

/** Where a spot lies on the map of the whole world, in pixels from its north-western corner. */
export function onTheWorld({ latitude, longitude }: Spot, zoom: number): Point {
  const world = TILE_PX * 2 ** zoom;
  const sine = Math.sin((latitude * Math.PI) / 180);
  return {
    x: world * (longitude / 360 + 0.5),
    y: world * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)),
  };
}

/** Where it is drawn with the house at 0, 0. */
export function fromTheHouse(house: Spot, spot: Spot, zoom: number): Point {
  const [middle, there] = [onTheWorld(house, zoom), onTheWorld(spot, zoom)];
  return { x: there.x - middle.x, y: there.y - middle.y };
}

export const metresPerPixel = ({ latitude }: Spot, zoom: number): number =>
  (EQUATOR_M * Math.cos((latitude * Math.PI) / 180)) / (TILE_PX * 2 ** zoom);

/** The nearest view that has all of these within `radius` pixels of the house. */
export function zoomFor(house: Spot, spots: Spot[], radius: number): number {
  for (let zoom = NEAREST; zoom > FARTHEST; zoom--) {
    const points = spots.map((spot) => fromTheHouse(house, spot, zoom));
    if (points.every(({ x, y }) => Math.hypot(x, y) <= radius)) return zoom;
  }
  return FARTHEST;
}

/** All tiles that show in the frame, each with where its corner lies from the house. */
export function tilesIn(frame: Box, house: Spot, zoom: number, address: string): Tile[] {
  const middle = onTheWorld(house, zoom);
  const columns = span(middle.x + frame.x, frame.width);
  const rows = span(middle.y + frame.y, frame.height);
  return rows.flatMap((y) =>
    columns.map((x) => ({
      x: x * TILE_PX - middle.x,
      y: y * TILE_PX - middle.y,
      address: address
        .replace('{z}', String(zoom))
        .replace('{x}', String(x))
        .replace('{y}', String(y)),
    })),
  );
}

function span(from: number, length: number): number[] {
  const first = Math.floor(from / TILE_PX);
  const last = Math.floor((from + length) / TILE_PX);
  return Array.from({ length: last - first + 1 }, (_, nth) => first + nth);
}
