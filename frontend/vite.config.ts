import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compressed } from './build/compressed.ts';
import { preloads } from './build/preloads.ts';
import { serviceWorker } from './build/service_worker.ts';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
    rolldownOptions: { input: { main: from('./src/main.ts') } },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
  },
}));
