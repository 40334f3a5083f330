/** zxing-cpp as WebAssembly, away from the page's own thread. Its wasm file is ours: nothing is fetched elsewhere. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { Answer } from './decoder';

prepareZXingModule({ overrides: { locateFile: () => wasm } });

addEventListener('message', ({ data: { data, side } }: MessageEvent<Picture>) => {
  read(new ImageData(data, side, side)).then(
    (text) => answer({ text, failed: false }),
    () => answer({ text: null, failed: true }),
  );
});

interface Picture {
  data: Uint8ClampedArray<ArrayBuffer>;
  side: number;
}

function answer(said: Answer): void {
  postMessage(said);
}

async function read(picture: ImageData): Promise<string | null> {
  const found = await readBarcodes(picture, {
    formats: ['QRCode'],
    maxNumberOfSymbols: 1,
    tryHarder: true,
    // A ticket is dark on white in both themes.
    tryInvert: false,
  });
  return found.find(({ isValid }) => isValid)?.text ?? null;
}
