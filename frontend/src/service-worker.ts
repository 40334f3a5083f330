/// <reference lib="webworker" />
/**
 * Keeps the shell (pages, words, fonts), so that "Mes tickets" opens in a cellar. It never keeps an answer
 * of the API: what a browser may remember of orders is decided in lib/state/mine.svelte.ts alone.
 */
declare const self: ServiceWorkerGlobalScope;
/** Written by build/service_worker.ts. */
declare const __FILES__: string[];
declare const __VERSION__: string;

const CACHE = `preau-${__VERSION__}`;
const SHELLS = ['/tickets/', '/en/tickets/'];
const PATIENCE_MS = 4_000;
/** Addresses of the server alone; everything else under / is the shell with another title. */
const NOT_SHELL = /^\/(api|_allauth|admin|static|photos|demo|ws|healthz|readyz|events\.)/;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...__FILES__, ...SHELLS])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/static/assets/')) event.respondWith(fromCache(request));
  else if (request.mode === 'navigate' && !NOT_SHELL.test(pathname)) {
    event.respondWith(shell(request, pathname));
  }
});

/** Hashed names never change their content: the kept one is the right one. */
async function fromCache(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone());
  }
  return answer;
}

/** The network first, so that a new version is seen at once; the kept shell when it is silent. */
async function shell(request: Request, pathname: string): Promise<Response> {
  try {
    return await within(PATIENCE_MS, fetch(request));
  } catch (error) {
    const kept = await caches.match(/^\/en(\/|$)/.test(pathname) ? '/en/tickets/' : '/tickets/');
    if (kept) return kept;
    throw error;
  }
}

function within<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  return Promise.race([
    promise,
    new Promise<never>((_, reject) => setTimeout(() => reject(new Error('too slow')), ms)),
  ]);
}

// A module, so that `self` above is ours and not the window.
export {};
