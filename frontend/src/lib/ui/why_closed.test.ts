import { expect, test } from 'vitest';
import { t } from '$lib/i18n';
import { whyClosed } from './why_closed';

test('a meal that was called off says so, whether places were left or not', () => {
  const said = [0, 12].map((covers_left) => whyClosed({ state: 'cancelled', covers_left }));
  expect(said).toEqual([t.sitting.cancelled, t.sitting.cancelled]);
});

test('a meal that is over or closed is not called full', () => {
  const said = (['done', 'closed', 'full'] as const).map((state) =>
    whyClosed({ state, covers_left: 0 }),
  );
  expect(said).toEqual([t.sitting.done, t.sitting.closed, t.sitting.full]);
});
