import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

const FILE = 'root/sw.js';

/**
 * Builds src/service-worker.ts to dist/root/sw.js (Django serves that folder at the root, since a worker only
 * rules the addresses below its own) and writes into it which files make the shell.
 */
export function serviceWorker(source: string): Plugin {
  return {
    name: 'preau-service-worker',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          input: { sw: source },
          output: {
            entryFileNames: ({ name }) => (name === 'sw' ? FILE : 'assets/[name]-[hash].js'),
          },
        },
      },
    }),
    generateBundle(_, bundle) {
      const worker = bundle[FILE];
      if (worker?.type !== 'chunk') throw new Error('no service worker in the bundle');
      const files = Object.values(bundle)
        .filter((file) => file.fileName.startsWith('assets/') && !isForCrew(file))
        .map(({ fileName }) => `/static/${fileName}`)
        .sort();
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12);
      worker.code = worker.code
        .replace('__FILES__', JSON.stringify(files))
        .replace('__VERSION__', JSON.stringify(version));
    },
  };
}

/** A guest's phone need not keep the scanner and the managers' pages. */
function isForCrew(file: { type: string; moduleIds?: string[] }): boolean {
  const modules = file.moduleIds ?? [];
  return modules.length > 0 && modules.every((id) => /pages\/(crew|manager)\/|zxing/.test(id));
}
