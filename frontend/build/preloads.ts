import type { Plugin, Rolldown } from 'vite';
import { NOT_FOUND, routes } from '../src/routes.ts';

/**
 * Writes dist/preload.json: what Django's shell should name in its <head> for each address, so that a phone
 * fetches everything at once instead of discovering it file by file (saves three round trips).
 */
export function preloads(): Plugin {
  return {
    name: 'preau-preloads',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const of = (module: string) => {
        const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
        if (!chunk) throw new Error(`no chunk for ${module}`);
        return everythingOf(chunk, chunks);
      };
      const page = (name: string) => of(`/src/pages/${name}.svelte`);
      const tell = {
        entry: of('/src/main.ts'),
        fonts: Object.keys(bundle).filter((name) => name.endsWith('.woff2')),
        languages: { fr: of('/src/lib/i18n/fr.ts'), en: of('/src/lib/i18n/en.ts') },
        pages: routes.map(({ path, page: name }) => ({ path: plain(path), ...page(name) })),
        not_found: page(NOT_FOUND),
      };
      this.emitFile({
        type: 'asset',
        fileName: 'preload.json',
        source: JSON.stringify(tell, null, 1),
      });
    },
  };
}

/** Named groups are written differently in Python; the shell only needs to match. */
function plain(path: string): string {
  return path.replaceAll(/\?<\w+>/g, '');
}

function everythingOf(chunk: Rolldown.OutputChunk, chunks: Rolldown.OutputChunk[]) {
  const seen = new Set([chunk]);
  for (const one of seen) {
    for (const name of one.imports) {
      const imported = chunks.find(({ fileName }) => fileName === name);
      if (imported) seen.add(imported);
    }
  }
  const css = [...seen].flatMap((one) => [...(one.viteMetadata?.importedCss ?? [])]);
  return { modules: [...seen].map(({ fileName }) => fileName), css: [...new Set(css)] };
}
