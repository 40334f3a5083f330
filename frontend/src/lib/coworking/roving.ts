/**
 * Many buttons, one stop of the Tab key; the arrows go to the nearest one in their direction. For pictures whose places
 * mean something: a plan, a timeline. Buttons to stop at bear `data-stop` and `tabindex="-1"`.
 *
 *   <div role="group" aria-label="…" {@attach roving}> … </div>
 */
export type Side = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function roving(node: HTMLElement): () => void {
  const stops = () => [...node.querySelectorAll<HTMLElement>('[data-stop]')];
  const hold = (held: HTMLElement | undefined) =>
    stops().forEach((stop) => (stop.tabIndex = stop === held ? 0 : -1));
  const ensure = () => {
    const all = stops();
    const open = all.filter(({ tabIndex }) => tabIndex === 0);
    if (open.length !== 1) hold(open[0] ?? all[0]);
  };

  function press(event: KeyboardEvent): void {
    if (!isSide(event.key)) return;
    const all = stops();
    const here = all.indexOf(document.activeElement as HTMLElement);
    if (here < 0) return;
    event.preventDefault();
    const next = nearest(
      all.map((stop) => stop.getBoundingClientRect()),
      here,
      event.key,
    );
    if (next !== null) all[next]?.focus();
  }
  const come = (event: FocusEvent) => {
    const stop = (event.target as HTMLElement).closest<HTMLElement>('[data-stop]');
    if (stop) hold(stop);
  };

  node.addEventListener('keydown', press);
  node.addEventListener('focusin', come);
  // What one stood at may go: then the first one is the way in again.
  const watch = new MutationObserver(ensure);
  watch.observe(node, { childList: true, subtree: true });
  ensure();
  return () => {
    watch.disconnect();
    node.removeEventListener('keydown', press);
    node.removeEventListener('focusin', come);
  };
}

const isSide = (key: string): key is Side =>
  ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].includes(key);

/** The nearest box to that side of the one at `here`; what is askew counts three times as far. */
export function nearest(boxes: Box[], here: number, side: Side): number | null {
  const from = boxes[here];
  if (!from) return null;
  let best: { place: number; far: number } | null = null;
  boxes.forEach((to, place) => {
    const ahead = aheadOf(from, to, side);
    if (place === here || ahead <= 0) return;
    const upright = side === 'ArrowUp' || side === 'ArrowDown';
    const askew = upright
      ? gap(from.left, from.right, to.left, to.right)
      : gap(from.top, from.bottom, to.top, to.bottom);
    const far = ahead + 3 * askew;
    if (!best || far < best.far) best = { place, far };
  });
  return best === null ? null : (best as { place: number }).place;
}

/** How far its middle lies to that side. */
function aheadOf(from: Box, to: Box, side: Side): number {
  const x = (to.left + to.right - from.left - from.right) / 2;
  const y = (to.top + to.bottom - from.top - from.bottom) / 2;
  // Half a pixel is a rounding, not a direction.
  const ahead = { ArrowUp: -y, ArrowDown: y, ArrowLeft: -x, ArrowRight: x }[side];
  return ahead > 0.5 ? ahead : 0;
}

const gap = (a: number, b: number, c: number, d: number) => Math.max(0, c - b, a - d);
