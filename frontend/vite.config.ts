import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compressed } from './build/compressed.ts';
import { isOfTheDesks, isOfTheStreet, isTheTeams } from './build/crew.ts';
import { preloads } from './build/preloads.ts';
import { serviceWorker } from './build/service_worker.ts';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Svelte and our own layers, less what only the team's pages need (those are chunks of their own). */
function forGuests(module: string): boolean {
  return (
    /node_modules\/(svelte|esm-env|clsx)\/|src\/lib\/(api|live|state|ui|i18n)\//.test(module) &&
    !/i18n\/(fr|en)\.ts|service-worker|api\/hire/.test(module) &&
    !isTheTeams(module) &&
    !isOfTheDesks(module) &&
    !isOfTheStreet(module)
  );
}

// Django serves dist/ under /static/ and dist/root/ at the root (WhiteNoise); see README.md.
export default defineConfig(({ command, mode }) => ({
  base: command === 'build' ? '/static/' : '/',
  publicDir: 'public',
  resolve: {
    alias: { $lib: from('./src/lib') },
    // Without it vitest takes Svelte's server build, which cannot mount anything.
    ...(mode === 'test' ? { conditions: ['browser'] } : {}),
  },
  plugins: [svelte(), preloads(), compressed(), serviceWorker(from('./src/service-worker.ts'))],
  server: {
    // The real house, started by `make run`; it accepts only its own origin.
    proxy: Object.fromEntries(
      ['/api', '/_allauth', '/ws'].map((path) => [
        path,
        {
          target: 'http://localhost:8000',
          ws: path === '/ws',
          changeOrigin: true,
          rewriteWsOrigin: true,
        },
      ]),
    ),
  },
  build: {
    manifest: 'manifest.json',
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { main: from('./src/main.ts') },
      output: {
        codeSplitting: {
          // What several guests' pages share travels as one file: a phone far away pays for each round trip.
          groups: [
            { name: 'house', test: forGuests, minShareCount: 2 },
            { name: 'desks', test: isOfTheDesks, minShareCount: 2 },
            { name: 'street', test: isOfTheStreet, minShareCount: 2 },
          ],
        },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    // One browser for all files: making one for each took five times as long as the tests themselves.
    isolate: false,
  },
}));
