/** The camera of a door: on only while the page is seen, and a plain word for each way in which it can be missing. */
import { makeDecoder, type Decoder } from './decoder';

/**
 * off: nobody has asked for it yet · asking: the browser asks · on · refused: the person or the browser said no ·
 * absent: there is none · busy: another program holds it · blind: it shows, but nothing here can read it ·
 * insecure: a plain http:// address, where browsers keep it shut.
 */
export type CameraState =
  'off' | 'asking' | 'on' | 'refused' | 'absent' | 'busy' | 'blind' | 'insecure';

/** At most so many looks a second: enough to be quick, and a phone that lasts the lunch. */
const LOOK_EVERY_MS = 80;

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: {
    facingMode: { ideal: 'environment' },
    width: { ideal: 1280 },
    height: { ideal: 720 },
  },
};

export class Camera {
  state = $state<CameraState>('off');
  hasTorch = $state(false);
  torch = $state(false);

  #stream: MediaStream | null = null;
  #decoder: Decoder | null = null;
  #looking: ReturnType<typeof setTimeout> | undefined;
  /** Counts starts and stops, so that an answer that comes late finds out. */
  #turn = 0;

  /** `seen` hears every text that the camera reads, echoes included; while `resting` it looks at nothing. */
  constructor(
    private readonly video: () => HTMLVideoElement | null,
    private readonly seen: (text: string) => void,
    private readonly resting: () => boolean = () => false,
  ) {}

  /** Start without asking where the person has already allowed it; elsewhere wait for a tap. */
  async startIfAllowed(): Promise<void> {
    if (!navigator.mediaDevices) {
      this.state = window.isSecureContext ? 'absent' : 'insecure';
      return;
    }
    // Firefox and Safari of 2022 cannot be asked: then somebody taps.
    const asked = { name: 'camera' as PermissionName };
    const permission = await navigator.permissions?.query(asked).catch(() => null);
    if (permission?.state === 'granted') await this.start();
  }

  async start(): Promise<void> {
    this.stop();
    const turn = ++this.#turn;
    this.state = 'asking';
    try {
      const stream = await navigator.mediaDevices.getUserMedia(WANTED);
      if (turn !== this.#turn) return stopAll(stream);
      await this.#open(stream, turn);
    } catch (error) {
      if (turn === this.#turn) this.state = whyNot(error);
    }
  }

  stop(): void {
    this.#turn++;
    clearTimeout(this.#looking);
    if (this.#stream) stopAll(this.#stream);
    this.#stream = null;
    this.#decoder?.close();
    this.#decoder = null;
    this.torch = this.hasTorch = false;
    this.state = 'off';
  }

  async light(on: boolean): Promise<void> {
    const track = this.#stream?.getVideoTracks()[0];
    // `torch` is in no list of types yet.
    await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
    this.torch = on;
  }

  async #open(stream: MediaStream, turn: number): Promise<void> {
    this.#stream = stream;
    const [track] = stream.getVideoTracks();
    // Unplugged, or taken away by the system.
    track?.addEventListener('ended', () => turn === this.#turn && this.stop());
    this.hasTorch = Boolean((track?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch);
    const [decoder] = await Promise.all([makeDecoder(), this.#show(stream)]);
    if (turn !== this.#turn) return decoder.close();
    this.#decoder = decoder;
    this.state = 'on';
    void this.#look(turn);
  }

  async #show(stream: MediaStream): Promise<void> {
    const video = this.video();
    if (!video) return;
    video.srcObject = stream;
    await video.play().catch(() => undefined);
  }

  async #look(turn: number): Promise<void> {
    const began = performance.now();
    const video = this.video();
    try {
      const text = video && !this.resting() && (await this.#decoder?.read(video));
      if (turn !== this.#turn) return;
      if (text) this.seen(text);
    } catch {
      if (turn !== this.#turn) return;
      this.stop();
      this.state = 'blind';
      return;
    }
    const pause = Math.max(10, LOOK_EVERY_MS - (performance.now() - began));
    this.#looking = setTimeout(() => void this.#look(turn), pause);
  }
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function whyNot(error: unknown): CameraState {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'absent';
}
