import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';
import { isTheTeams } from './crew.ts';

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
      const notForGuests = ofCrew(Object.values(bundle));
      const files = Object.keys(bundle)
        .filter((name) => name.startsWith('assets/') && !notForGuests.has(name))
        .map((name) => `/static/${name}`)
        .sort();
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12);
      worker.code = worker.code
        .replace('__FILES__', JSON.stringify(files))
        .replace('__VERSION__', JSON.stringify(version));
    },
  };
}

/**
 * A guest's phone need not keep the scanner, its megabyte of decoder, and the managers' pages: their chunks, the
 * styles that nothing else asks for, and what a worker brings (which is no chunk of this build).
 */
function ofCrew(files: Rolldown.OutputBundle[string][]): Set<string> {
  const chunks = files.filter((file) => file.type === 'chunk');
  const guests = withImports(
    chunks.filter(({ moduleIds }) => moduleIds.length === 0 || !moduleIds.every(isTheTeams)),
    chunks,
  );
  const crew = chunks.filter((chunk) => !guests.includes(chunk));
  const styles = (of: Rolldown.OutputChunk[]) =>
    new Set(of.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
  const shared = styles(guests);
  return new Set([
    ...crew.map(({ fileName }) => fileName),
    ...[...styles(crew)].filter((name) => !shared.has(name)),
    ...files.map(({ fileName }) => fileName).filter((name) => name.includes('zxing')),
  ]);
}

/** With all that they import at once: what guests need is theirs, whoever needs it besides. */
function withImports(some: Rolldown.OutputChunk[], all: Rolldown.OutputChunk[]) {
  const found = new Set(some);
  for (const one of found) {
    for (const chunk of all) if (one.imports.includes(chunk.fileName)) found.add(chunk);
  }
  return [...found];
}
