import { expect, test } from 'vitest';
import { task } from '../../../tests/planning';
import { inTheWay, nextStep, stepBack, tasksInOrder } from './next_step';
import type { State } from './types';

const standing = (state: State, can: string[], next_states: State[] = [], conditional = false) => ({
  state,
  can,
  next_states,
  conditional,
});

test('a plan goes on a step at a time until the street knows', () => {
  expect([
    nextStep(standing('idea', ['steps'], ['prepared'])),
    nextStep(standing('prepared', ['steps', 'publication'], ['idea', 'filed', 'published'])),
    nextStep(standing('filed', ['steps', 'authorisation'], ['prepared', 'authorised'])),
    nextStep(standing('authorised', ['steps', 'publication'], ['filed', 'published'])),
  ]).toEqual([
    { verb: 'steps', to: 'prepared' },
    { verb: 'steps', to: 'filed' },
    { verb: 'authorisation' },
    { verb: 'publication' },
  ]);
});

test('what is announced with a reservation waits for its authorisation, what is over for its report', () => {
  expect([
    nextStep(standing('published', ['authorisation', 'changes'], [], true)),
    nextStep(standing('published', ['changes'])),
    nextStep(standing('published', ['holding'], ['held'])),
    nextStep(standing('held', ['reporting'])),
    nextStep(standing('cancelled', [])),
  ]).toEqual([{ verb: 'authorisation' }, null, { verb: 'holding' }, { verb: 'reporting' }, null]);
});

test('one may go back a step, but not once the street knows', () => {
  expect([
    stepBack(standing('filed', ['steps'], ['prepared', 'authorised'])),
    stepBack(standing('published', ['changes'], ['moved'])),
  ]).toEqual(['prepared', null]);
});

test('what is late and mandatory stands on top and in the way, what is settled at the bottom', () => {
  const tasks = [
    task({ id: 1, state: 'done', due_on: '2026-10-01' }),
    task({ id: 2, due_on: '2026-12-18' }),
    task({ id: 3, due_on: '2026-11-01', late: true }),
    task({ id: 4, due_on: '2026-11-13', late: true, mandatory: true, blocks: true }),
    task({ id: 6, state: 'done', due_on: '2026-11-14', mandatory: true, blocks: true }),
    task({ id: 5, state: 'not_needed', due_on: '2026-11-01' }),
  ];
  expect(tasksInOrder(tasks).map(({ id }) => id)).toEqual([4, 6, 3, 2, 5, 1]);
  expect(inTheWay(tasks).map(({ id }) => id)).toEqual([4, 6]);
});
