/** The board of events: which column each stands in, in which order, and where a card may go from there. */
import type { CardDate, EventCard, State } from './types';

/** The way of a plan, left to right; what the street knows is one column. */
export const COLUMNS = ['idea', 'prepared', 'filed', 'authorised', 'published'] as const;
export type Column = (typeof COLUMNS)[number];

const ANNOUNCED: State[] = ['published', 'moved', 'postponed'];

/** `over`: held, cancelled or given up; kept, but off the table. */
export function columnOf({
  state,
  dropped,
}: Pick<EventCard, 'state' | 'dropped'>): Column | 'over' {
  if (dropped) return 'over';
  if (ANNOUNCED.includes(state)) return 'published';
  return COLUMNS.find((column) => column === state) ?? 'over';
}

/** Where a card may be put: the steps of the plan that may follow. Other changes concern people and are asked elsewhere. */
export function targetsOf(card: Pick<EventCard, 'next_states' | 'dropped' | 'state'>): Column[] {
  if (card.dropped || columnOf(card) === 'published') return [];
  return COLUMNS.filter((column) => card.next_states.includes(column));
}

/** The date that matters now: the first that stands and is not over, else the last. */
export function nextDate<Date extends CardDate>(dates: Date[], now = new Date()): Date | null {
  const inOrder = [...dates].sort((one, other) => begins(one) - begins(other));
  const coming = inOrder.find(
    ({ state, ends_at }) => state === 'scheduled' && Date.parse(ends_at) > now.getTime(),
  );
  return coming ?? inOrder.at(-1) ?? null;
}

/** The columns with their cards: the soonest first, those without a date last, what is over the latest first. */
export function boardOf(
  cards: EventCard[],
  now = new Date(),
): Record<Column | 'over', EventCard[]> {
  const board: Record<Column | 'over', EventCard[]> = {
    idea: [],
    prepared: [],
    filed: [],
    authorised: [],
    published: [],
    over: [],
  };
  const when = new Map(cards.map((card) => [card.slug, startOf(card, now)]));
  const soonest = (one: EventCard, other: EventCard) =>
    (when.get(one.slug) ?? 0) - (when.get(other.slug) ?? 0) || (one.slug < other.slug ? -1 : 1);
  for (const card of [...cards].sort(soonest)) board[columnOf(card)].push(card);
  board.over.reverse();
  return board;
}

/** The column that somebody on a phone sees first: the first one in which something is late, else the first with a card. */
export function firstToLookAt(board: Record<Column, EventCard[]>): Column {
  const late = COLUMNS.find((column) => board[column].some((card) => card.late > 0));
  return late ?? COLUMNS.find((column) => board[column].length) ?? 'idea';
}

const begins = ({ starts_at }: CardDate) => Date.parse(starts_at);

/** A number that sorts, even among cards without a date. */
function startOf(card: EventCard, now: Date): number {
  const next = nextDate(card.dates, now);
  return next ? begins(next) : Number.MAX_SAFE_INTEGER;
}
