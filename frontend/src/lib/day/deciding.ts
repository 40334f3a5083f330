import type { Sheet } from './types';

type Hour = Sheet['hours'][number];

/** The hour of go or no-go has come, nobody has answered for it, and it has not begun anyway. */
export const isDue = ({ at, answer }: Hour, starts: string, now: Date): boolean =>
  !answer && Date.parse(at) <= +now && +now < Date.parse(starts);
