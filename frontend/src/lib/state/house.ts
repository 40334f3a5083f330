/** What the shell says of the house, before anything is asked: its name on the sign, whether it is open yet, its map. */
import { t } from '$lib/i18n';

const told = () => document.getElementById('app')?.dataset;

/** The name of the building; ours, in a house that has none yet. */
export const houseName = (): string => told()?.house ?? t.name;

/** The tiles that this house wants under its map, `https://…/{z}/{x}/{y}.png`, and whose they are; most want none. */
export function mapTiles(): { address: string; by: string } | null {
  const { tiles, tilesBy } = told() ?? {};
  return tiles ? { address: tiles, by: tilesBy ?? '' } : null;
}

/** Nobody has described this house yet: guests find no page of it. */
export const opensSoon = (): boolean => told()?.opensSoon !== undefined;
