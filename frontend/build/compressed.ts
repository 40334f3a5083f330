import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const WORTH_IT = /\.(js|css|svg|json|webmanifest)$/;

/** Writes `x.js.gz` and `x.js.br` beside each text file: WhiteNoise and Caddy send them as they are. */
export function compressed(): Plugin {
  let folder = 'dist';
  return {
    name: 'preau-compressed',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle: {
      order: 'post',
      handler() {
        for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
          const file = join(folder, name);
          if (!WORTH_IT.test(name) || !statSync(file).isFile()) continue;
          const text = readFileSync(file);
          writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
          writeFileSync(`${file}.br`, brotliCompressSync(text));
        }
      },
    },
  };
}
