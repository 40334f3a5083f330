import { expect, test } from 'vitest';
import { aHouse, anOrder } from '../../../tests/house';
import { mine } from './mine.svelte';

test('an order is kept with its picture, and read from the shelf without a network', async () => {
  aHouse(({ path }) => (path.endsWith('.svg') ? [200, '<svg/>'] : [200, anOrder()]));
  await mine.refresh(anOrder().key);
  aHouse(() => 'silence');

  const kept = JSON.parse(localStorage.getItem('preau.mine') ?? '[]');
  expect(kept).toHaveLength(1);
  expect(kept[0].order.tickets[0].short_code).toBe('K7QM3XHA');
  expect(kept[0].pictures).toEqual({ A1: '<svg/>' });
});

test('the same order twice is one line', () => {
  mine.wipe();
  mine.keep(anOrder({ state: 'awaiting_payment' }));
  mine.keep(anOrder({ state: 'confirmed' }));

  expect(mine.kept.map(({ order }) => order?.state)).toEqual(['confirmed']);
});

test('« J’ai fini » leaves nothing behind', () => {
  mine.keep(anOrder());
  mine.wipe();

  expect(mine.kept).toEqual([]);
  expect(localStorage.length).toBe(0);
});
