import { expect, test, vi } from 'vitest';
import { forgetDevice, keepDevice, pairedDevice } from '$lib/state/device';
import { aHouse } from '../../../tests/house';
import { get, post } from './client';
import { Problem, Unreachable } from './problem';

const paired = { token: 'secret', id: '1', name: 'Porte 1', roles: ['host'] };

test('a lost answer is asked for again with the same key', async () => {
  vi.useFakeTimers();
  const heard = aHouse((_, nth) => (nth === 1 ? 'silence' : [201, { key: 'k' }]));

  const answer = post('/api/v1/canteen/orders/', { covers: 1 }, { key: 'one-intention' });
  await vi.runAllTimersAsync();

  expect(await answer).toEqual({ key: 'k' });
  expect(heard.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual([
    'one-intention',
    'one-intention',
  ]);
});

test('a command that is still running is asked after, a refusal is not', async () => {
  vi.useFakeTimers();
  const heard = aHouse((_, nth) =>
    nth === 1 ? [409, { code: 'in_progress' }] : [409, { code: 'sitting_full', covers_left: 1 }],
  );

  const answer = post('/x/', {}).catch((error: unknown) => error);
  await vi.runAllTimersAsync();

  const problem = await answer;
  expect(problem).toBeInstanceOf(Problem);
  expect((problem as Problem).code).toBe('sitting_full');
  expect((problem as Problem).figures.covers_left).toBe(1);
  expect(heard).toHaveLength(2);
});

test('a house that stays silent is unreachable after three tries', async () => {
  vi.useFakeTimers();
  const heard = aHouse(() => 'silence');

  const answer = post('/x/', {}).catch((error: unknown) => error);
  await vi.runAllTimersAsync();

  expect(await answer).toBeInstanceOf(Unreachable);
  expect(heard).toHaveLength(3);
});

test('field errors become one sentence for each field', async () => {
  aHouse(() => [
    400,
    {
      code: 'invalid',
      detail: 'Non.',
      errors: { covers: ['Trop.', 'Vraiment.'], contact: { email: ['Pas une adresse.'] } },
    },
  ]);

  const problem = (await post('/x/', {}).catch((error: unknown) => error)) as Problem;

  expect(problem.errors).toEqual({ covers: 'Trop. Vraiment.', contact: 'Pas une adresse.' });
});

test('a paired phone shows its token, in a header and never in an address', async () => {
  keepDevice(paired);
  const heard = aHouse(() => [200, {}]);

  await get('/api/v1/occupancy/');

  expect(heard[0]?.headers.get('Authorization')).toBe('Device secret');
  expect(heard[0]?.path).toBe('/api/v1/occupancy/');
  forgetDevice();
});

test('a phone that was taken off the team forgets its token', async () => {
  keepDevice(paired);
  aHouse(() => [401, { code: 'device_revoked', detail: 'Ce téléphone n’est plus relié.' }]);

  await get('/api/v1/occupancy/').catch(() => null);

  expect(pairedDevice()).toBeNull();
});

test('what the page brought is not asked for, but once only', async () => {
  document.body.innerHTML =
    '<script type="application/json" id="answers">{"/api/v1/venue/": {"name": "Le Préau"}}</script>';
  const heard = aHouse(() => [200, { name: 'Le Préau, plus tard' }]);
  expect(await get('/api/v1/venue/')).toEqual({ name: 'Le Préau' });
  expect(heard).toHaveLength(0);
  expect(await get('/api/v1/venue/')).toEqual({ name: 'Le Préau, plus tard' });
});
