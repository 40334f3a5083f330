/** Each family of verdict has a tone and a vibration of its own: a host looks at the guest, not at the phone. */
import type { Family } from './verdict';

/** Notes as [hertz, start, length] in seconds. */
type Note = [hertz: number, at: number, lasts: number];
const TONES: Record<Family, { wave: OscillatorType; notes: Note[] }> = {
  good: { wave: 'sine', notes: [[660, 0, 0.09], [990, 0.09, 0.16]] }, // prettier-ignore
  kept: { wave: 'sine', notes: [[660, 0, 0.09], [660, 0.14, 0.09], [990, 0.28, 0.16]] }, // prettier-ignore
  again: { wave: 'triangle', notes: [[330, 0, 0.14], [330, 0.22, 0.14]] }, // prettier-ignore
  elsewhere: { wave: 'triangle', notes: [[520, 0, 0.12], [390, 0.14, 0.12], [290, 0.28, 0.2]] }, // prettier-ignore
  no: { wave: 'square', notes: [[150, 0, 0.55]] },
  away: { wave: 'sine', notes: [[440, 0, 0.08], [440, 0.5, 0.08]] }, // prettier-ignore
};
const BUZZES: Record<Family, number[]> = {
  good: [70],
  kept: [40, 60, 40],
  again: [90, 70, 90],
  elsewhere: [60, 50, 60, 50, 200],
  no: [500],
  away: [40, 300, 40],
};
const PLACE = 'preau.door.silent';

let context: AudioContext | null = null;

/** Browsers let a page sound only after somebody touched it: call this from a tap or a key. */
export function unlockSound(): void {
  context ??= 'AudioContext' in window ? new AudioContext() : null;
  void context?.resume();
}

export function isSilent(): boolean {
  return localStorage.getItem(PLACE) === 'yes';
}

export function setSilent(silent: boolean): void {
  if (silent) localStorage.setItem(PLACE, 'yes');
  else localStorage.removeItem(PLACE);
}

export function signal(family: Family): void {
  // Before the first touch, Chromium refuses to vibrate and complains.
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(BUZZES[family]);
  if (!isSilent()) sound(family);
}

function sound(family: Family): void {
  if (context?.state !== 'running') return;
  const { wave, notes } = TONES[family];
  const now = context.currentTime + 0.01;
  for (const [hertz, at, lasts] of notes) {
    const voice = new OscillatorNode(context, { type: wave, frequency: hertz });
    const loudness = new GainNode(context, { gain: 0 });
    // Up and down within hundredths of a second: a tone cut off sharply cracks.
    loudness.gain.setValueAtTime(0, now + at);
    loudness.gain.linearRampToValueAtTime(wave === 'square' ? 0.15 : 0.35, now + at + 0.01);
    loudness.gain.setValueAtTime(wave === 'square' ? 0.15 : 0.35, now + at + lasts - 0.02);
    loudness.gain.linearRampToValueAtTime(0, now + at + lasts);
    voice.connect(loudness).connect(context.destination);
    voice.start(now + at);
    voice.stop(now + at + lasts);
  }
}
