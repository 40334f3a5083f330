import { expect, test } from 'vitest';
import { later } from './half_hours';

test('half an hour more', () => {
  expect(later('2026-11-24T10:30:00Z')).toBe('2026-11-24T11:00:00.000Z');
});
