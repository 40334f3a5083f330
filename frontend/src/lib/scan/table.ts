/** The table of the canteen: who shows a ticket eats. */
import { redeem, undo } from '$lib/api/door';
import { Problem, Unreachable } from '$lib/api/problem';
import { takeBack, type Taker } from './taker';
import { refused, served } from './verdict';

export const table: Taker = {
  async take({ token, short_code, people, request_id, place }) {
    const scan = { token, short_code, covers: people, request_id, sitting: place };
    try {
      return served(await redeem(scan));
    } catch (error) {
      if (error instanceof Problem || error instanceof Unreachable) return refused(error);
      throw error;
    }
  },

  takeBack: (attempt, undoing) => takeBack(attempt, undoing, undo),
};
