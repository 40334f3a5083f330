import '$lib/ui/tokens.css';
import '$lib/ui/base.css';
import { mount } from 'svelte';
import { loadWords } from '$lib/i18n';
import { router } from '$lib/state/router.svelte';
import App from './App.svelte';

// A phone that slept through a new version asks for files that are gone: load the new one, once.
addEventListener('vite:preloadError', (event) => {
  if (sessionStorage.getItem('preau.reloaded') === location.href) return;
  sessionStorage.setItem('preau.reloaded', location.href);
  event.preventDefault();
  location.reload();
});

await Promise.all([loadWords(), router.start()]);

const target = document.getElementById('app');
if (target) {
  target.replaceChildren();
  mount(App, { target });
}

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  const register = () => void navigator.serviceWorker.register('/sw.js');
  // The words were waited for above: by now the page has mostly loaded, and says so only once.
  if (document.readyState === 'complete') register();
  else addEventListener('load', register);
}
