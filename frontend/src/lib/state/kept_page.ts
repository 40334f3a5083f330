/**
 * A page of the team that must open in the street without network: the service worker keeps what it hands out, but
 * what was loaded before it took this page has not passed through its hands. Ask for that again: it is all in the
 * browser's own cache.
 */
export async function keepThisPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  if (!navigator.serviceWorker.controller) {
    await new Promise((taken) =>
      navigator.serviceWorker.addEventListener('controllerchange', taken, { once: true }),
    );
  }
  const loaded = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/static/assets/`));
  for (const address of new Set(loaded)) {
    if (await caches.match(address)) continue;
    // A file that does not come now comes with the next opening of the page.
    await fetch(address).catch(() => undefined);
  }
}
