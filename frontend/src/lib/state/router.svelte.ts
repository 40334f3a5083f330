/**
 * A router of one screen: links are ordinary links, and those that stay in the house and in the language
 * change the page without loading it anew. Each page is its own chunk.
 */
import type { Component } from 'svelte';
import { languageOf, withoutLanguage } from '$lib/i18n';
import { GUEST_PAGES, NOT_FOUND, OPENS_SOON, routes } from '../../routes';
import { opensSoon } from './house';

type Page = Component<Record<string, string>>;

const pages = import.meta.glob<{ default: Page }>([
  '/src/pages/**/*.svelte',
  '!/src/pages/**/parts/*.svelte',
]);

class Router {
  page = $state.raw<Page | null>(null);
  params = $state.raw<Record<string, string>>({});
  /** The address without its language, for example `/tickets/`. */
  path = $state('/');
  /** What follows `#`, without it: an order's key, a pairing code. Never sent to the server. */
  hash = $state('');
  /** Counts changes of page, so that the frame can move the focus. */
  visits = $state(0);

  async start(): Promise<void> {
    addEventListener('popstate', () => void this.#show());
    addEventListener('hashchange', () => this.#readHash());
    document.addEventListener('click', (event) => this.#follow(event));
    await this.#show();
  }

  /** Go to an address of the house (`/tickets/#…`, with its language prefix). */
  async go(address: string, { replace = false } = {}): Promise<void> {
    if (!ours(address)) {
      location.assign(address);
      return;
    }
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
    await this.#show();
    this.visits++;
    if (!location.hash || ['Tickets', 'outside/Registrations'].includes(routeOf(this.path).page))
      scrollTo(0, 0);
  }

  async #show(): Promise<void> {
    const { page, params, path } = routeOf(withoutLanguage(location.pathname));
    const closed = opensSoon() && GUEST_PAGES.includes(page);
    const loaded = await load(closed ? OPENS_SOON : page);
    this.page = loaded;
    this.params = params;
    this.path = path;
    this.#readHash();
  }

  #readHash(): void {
    this.hash = decodeURIComponent(location.hash.slice(1));
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin)
      return;
    if (!ours(link.href)) return;
    const path = withoutLanguage(link.pathname);
    if (path === this.path && link.hash && link.hash !== location.hash) return; // the browser's own
    event.preventDefault();
    void this.go(link.href);
  }
}

/** Whether this program shows that address, in the words that it has loaded; not the admin, not a PDF. */
function ours(address: string): boolean {
  const { pathname } = new URL(address, location.href);
  if (languageOf(pathname) !== languageOf(location.pathname)) return false;
  return routeOf(withoutLanguage(pathname)).page !== NOT_FOUND;
}

function routeOf(path: string): { page: string; params: Record<string, string>; path: string } {
  for (const { path: pattern, page } of routes) {
    const found = new RegExp(pattern).exec(path);
    if (found) return { page, params: { ...found.groups }, path };
  }
  return { page: NOT_FOUND, params: {}, path };
}

async function load(name: string): Promise<Page> {
  const page = pages[`/src/pages/${name}.svelte`];
  if (!page) throw new Error(`no page ${name}`);
  return (await page()).default;
}

export const router = new Router();
