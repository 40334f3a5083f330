import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { loadWords } from '$lib/i18n';

beforeAll(loadWords);

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
