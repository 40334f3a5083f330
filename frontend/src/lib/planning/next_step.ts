/** Which step an event takes next: the one main button of its desk, and what stands in its way. */
import type { Plan, State, Task } from './types';

export type NextStep =
  | { verb: 'steps'; to: State }
  | { verb: 'authorisation' | 'publication' | 'holding' | 'reporting' };

type Standing = Pick<Plan, 'state' | 'conditional' | 'can' | 'next_states'>;

const FORTH: Partial<Record<State, State>> = { idea: 'prepared', prepared: 'filed' };
const BACK: Partial<Record<State, State>> = {
  prepared: 'idea',
  filed: 'prepared',
  authorised: 'filed',
};

/** Null: nothing is to be done, or it is no longer of the plan. */
export function nextStep({ state, conditional, can, next_states }: Standing): NextStep | null {
  const to = FORTH[state];
  if (to && can.includes('steps') && next_states.includes(to)) return { verb: 'steps', to };
  if (state === 'filed' && can.includes('authorisation')) return { verb: 'authorisation' };
  if (state === 'authorised') return { verb: 'publication' };
  if (can.includes('holding')) return { verb: 'holding' };
  if (conditional && can.includes('authorisation')) return { verb: 'authorisation' };
  if (can.includes('reporting')) return { verb: 'reporting' };
  return null;
}

/** A step back, while the street knows nothing. */
export function stepBack({ state, can, next_states }: Standing): State | null {
  const to = BACK[state];
  return to && can.includes('steps') && next_states.includes(to) ? to : null;
}

/** The mandatory tasks that are overdue, or ticked without their paper: nothing is published before they are settled. */
export const inTheWay = (tasks: Task[]) => tasks.filter((task) => task.blocks);

/** What is late first, then what is to do by its day, then what is settled, the latest first. */
export function tasksInOrder(tasks: Task[]): Task[] {
  const rank = (task: Task) => (task.blocks ? 0 : task.late ? 1 : task.state === 'to_do' ? 2 : 3);
  return [...tasks].sort((one, other) => {
    const ranks = rank(one) - rank(other);
    const days = one.due_on < other.due_on ? -1 : Number(one.due_on > other.due_on);
    return ranks || (rank(one) === 3 ? -days : days) || one.id - other.id;
  });
}
