import { expect, test } from 'vitest';
import { t } from '$lib/i18n';
import { aHouse, anOrder, aSitting } from '../../../tests/house';
import { MealOrder } from './meal_order.svelte';
import { mine } from './mine.svelte';

test('nothing is chosen beforehand, and sending nothing asks for a choice', async () => {
  const heard = aHouse(() => [201, anOrder()]);
  const order = new MealOrder(aSitting());

  expect([order.way, order.amount, order.covers]).toEqual([null, '', 1]);
  expect(await order.place()).toBeNull();
  expect(order.errors).toEqual({ way: t.order.chooseError });
  expect(heard).toEqual([]);
});

test('0 € is an amount like any other', async () => {
  const heard = aHouse(() => [201, anOrder()]);
  const order = new MealOrder(aSitting());
  order.way = 'online';
  order.amount = '0';

  expect(await order.place()).toEqual(anOrder());
  expect(heard[0]?.body).toEqual({
    sitting: 12,
    covers: 1,
    payment: 'online',
    contribution_cents: 0,
  });
});

test('giving at the canteen sends no amount', async () => {
  const heard = aHouse(() => [201, anOrder()]);
  const order = new MealOrder(aSitting());
  order.amount = '12';
  order.way = 'on_site';
  await order.place();

  expect(heard[0]?.body).toEqual({ sitting: 12, covers: 1, payment: 'on_site' });
});

test('pressing again after silence is the same command; changing one’s mind is another', async () => {
  let silent = true;
  const heard = aHouse(() => (silent ? 'silence' : [201, anOrder()]));
  const order = new MealOrder(aSitting());
  order.way = 'on_site';
  await order.place().catch(() => null);
  silent = false;
  await order.place();
  order.covers = 2;
  await order.place();

  const keys = heard.map(({ headers }) => headers.get('Idempotency-Key'));
  expect(keys.slice(0, 4)).toEqual(Array(4).fill(keys[0]));
  expect(keys[4]).not.toBe(keys[0]);
}, 10_000);

test('an amount that cards do not take is answered at its field', async () => {
  aHouse(() => [422, { code: 'use_the_box', detail: 'La boîte prend tout.' }]);
  const order = new MealOrder(aSitting());
  order.way = 'online';
  order.amount = '0,10';

  expect(await order.place()).toBeNull();
  expect(order.errors).toEqual({ amount: 'La boîte prend tout.' });
});

test('choosing another way gives the places of the left payment back first', async () => {
  const left = anOrder({ key: 'left', state: 'awaiting_payment' });
  mine.keep(left);
  const heard = aHouse(() => [201, anOrder()]);
  const order = new MealOrder(aSitting(), 'left');
  order.way = 'on_site';
  await order.place();

  expect(heard.map(({ path }) => path)).toEqual([
    '/api/v1/canteen/orders/left/cancellation/',
    '/api/v1/canteen/orders/',
  ]);
  expect(mine.find('left')).toBeUndefined();
});
