/** What a refusal's figures mean in words: which rule, and what would be possible (REQ-W3). */
import { Problem } from '$lib/api/problem';
import { spanOf } from '$lib/coworking/slots';
import type { Stretch } from '$lib/coworking/types';
import { span } from './spoken';
import { words } from './words';

/** Empty where the house's own sentence says it all. */
export function allowedInstead({ code, figures }: Problem): string {
  const said = (name: string) => Number(figures[name] ?? 0);
  switch (code) {
    case 'quota_exceeded': {
      const rule = words.whyNot.quota[String(figures.rule)];
      return rule ? rule(said('allowed'), said('used')) : '';
    }
    case 'too_long':
      return words.whyNot.longest(said('max_hours'));
    case 'outside_opening_hours':
      return openHours((figures.open ?? []) as Stretch[]);
    default:
      return '';
  }
}

const openHours = (open: Stretch[]) =>
  open.length ? words.whyNot.open(open.map((stretch) => span(spanOf(stretch))).join(', ')) : '';
