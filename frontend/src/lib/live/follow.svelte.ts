import type { Truths } from './messages';
import { live } from './socket.svelte';

type NameOf<Topic extends string> = Topic extends keyof Truths
  ? Topic
  : Topic extends `crew:${infer Name}:${string}`
    ? `crew:${Name}`
    : Topic extends `${infer Name}:${string}`
      ? Name
      : never;
type TruthOf<Topic extends string> =
  NameOf<Topic> extends keyof Truths ? Truths[NameOf<Topic>] : unknown;

/**
 * A topic followed for as long as the component lives:
 *
 *   const occupancy = follow(() => 'occupancy');   …   {occupancy.now?.building.level}
 *
 * `topic` may depend on runes; while it gives null nothing is followed.
 */
export function follow<Topic extends string>(
  topic: () => Topic | null,
): { readonly now: TruthOf<Topic> | null; readonly at: string | null } {
  let now = $state.raw<TruthOf<Topic> | null>(null);
  let at = $state<string | null>(null);
  $effect(() => {
    const name = topic();
    if (!name) return;
    return live.hear(name, (data, when) => {
      now = data as TruthOf<Topic>;
      at = when;
    });
  });
  return {
    get now() {
      return now;
    },
    get at() {
      return at;
    },
  };
}
