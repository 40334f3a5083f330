/**
 * Reads QR codes from what a camera sees: the phone's own `BarcodeDetector` where there is one (Android),
 * else zxing in a worker, whose 400 kB are fetched only then (iOS, most computers).
 */
export interface Decoder {
  /** The text of the QR code in this picture, or null. One at a time. @throws Error when it cannot read at all */
  read(video: HTMLVideoElement): Promise<string | null>;
  close(): void;
}

export async function makeDecoder(): Promise<Decoder> {
  return (await hasOwn()) ? new OwnDecoder() : new WorkerDecoder();
}

async function hasOwn(): Promise<boolean> {
  if (!('BarcodeDetector' in window)) return false;
  // Some builds know the class but no format.
  const formats = await BarcodeDetector.getSupportedFormats().catch((): string[] => []);
  return formats.includes('qr_code');
}

class OwnDecoder implements Decoder {
  #detector = new BarcodeDetector({ formats: ['qr_code'] });

  async read(video: HTMLVideoElement): Promise<string | null> {
    // It throws while the video has no picture yet.
    const found = await this.#detector.detect(video).catch(() => []);
    return found[0]?.rawValue ?? null;
  }

  close(): void {
    // Nothing is held.
  }
}

/** What the worker says of a picture. */
export interface Answer {
  text: string | null;
  failed: boolean;
}

/** Enough to tell the 41 modules of a ticket apart when it fills a third of the picture. */
const SIDE = 720;

/** Draws the middle of the picture, the square that the page shows, and lets the worker look at it. */
class WorkerDecoder implements Decoder {
  #worker = new Worker(new URL('./zxing.worker.ts', import.meta.url), { type: 'module' });
  #canvas = document.createElement('canvas');
  #pen = this.#canvas.getContext('2d', { willReadFrequently: true, alpha: false });

  read(video: HTMLVideoElement): Promise<string | null> {
    const { videoWidth: width, videoHeight: height } = video;
    if (!this.#pen || width === 0) return Promise.resolve(null);
    const seen = Math.min(width, height);
    const side = Math.min(seen, SIDE);
    this.#canvas.width = this.#canvas.height = side;
    const [left, top] = [(width - seen) / 2, (height - seen) / 2];
    this.#pen.drawImage(video, left, top, seen, seen, 0, 0, side, side);
    const { data } = this.#pen.getImageData(0, 0, side, side);
    return new Promise((resolve, reject) => {
      const fail = () => reject(new Error('the decoder did not start'));
      this.#worker.onerror = fail;
      this.#worker.onmessage = ({ data: { text, failed } }: MessageEvent<Answer>) =>
        failed ? fail() : resolve(text);
      this.#worker.postMessage({ data, side }, [data.buffer]);
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}

declare global {
  /** Shape Detection API: Chromium on Android and macOS, missing from TypeScript's own types. */
  class BarcodeDetector {
    constructor(options?: { formats: string[] });
    static getSupportedFormats(): Promise<string[]>;
    detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
  }
}
