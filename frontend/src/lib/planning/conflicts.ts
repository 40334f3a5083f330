/** What stands in the way of a date: the gravest first, each said once. */
import type { Conflict, ConflictKind } from './types';

/** A room above its cap is forbidden, as is a place too small; two events on a square are not possible; people and kit can be found. */
const GRAVITY: ConflictKind[] = ['cap', 'place', 'site', 'permit', 'crew', 'kit', 'bar'];

export function inOrder(conflicts: Conflict[]): Conflict[] {
  const once = new Map(conflicts.map((one) => [`${one.kind} ${one.with}`, one]));
  const gravity = ({ kind }: Conflict) => GRAVITY.indexOf(kind);
  return [...once.values()].sort((one, other) => gravity(one) - gravity(other));
}

/** The kinds for a narrow place, each once. */
export const kindsOf = (conflicts: Conflict[]): ConflictKind[] =>
  GRAVITY.filter((kind) => conflicts.some((one) => one.kind === kind));
