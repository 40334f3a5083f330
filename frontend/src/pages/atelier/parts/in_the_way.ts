/** What a refusal names as standing in the way, each as a line: another event there, somebody's other shift, kit. */
import { dayOfEvent, hours } from '$lib/planning/when';
import { words } from '../words';

/** As `site_taken`, `double_duty`, `kit_taken` and `over_capacity` name them; each has some of it. */
interface InTheWay {
  title?: string;
  with?: string;
  /** First name of whoever would be in two places. */
  person?: string;
  /** Of a kind of kit: its name, how many are asked for and how many are free. */
  name?: string;
  asked?: number;
  free?: number;
  starts_at: string | null;
  ends_at: string | null;
}

/** Each once: two shifts of one event at one hour are the same news. */
export function inTheWay(conflicts: unknown): string[] {
  if (!Array.isArray(conflicts)) return [];
  return [...new Set((conflicts as InTheWay[]).map(line))].filter(Boolean);
}

function line(one: InTheWay): string {
  const title = one.with || one.title;
  const there = title ? `${words.quoted(title)}${moment(one)}` : '';
  const who = one.person ?? (one.name ? kit(one) : '');
  return who && there ? words.refusal.of(who, there) : who || there;
}

const kit = ({ name = '', asked = 0, free = 0 }: InTheWay) => words.refusal.kit(name, asked, free);

const moment = ({ starts_at, ends_at }: InTheWay) =>
  starts_at && ends_at ? `, ${dayOfEvent(starts_at)}, ${hours({ starts_at, ends_at })}` : '';
