/**
 * A house to develop against when Django does not run: `npm run dev`, and `npx vite preview` with the shell as
 * Django renders it (from dist/preload.json) and the same Content-Security-Policy. Never part of the build.
 */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { occupancy, sittings, spaces } from './house.ts';

type Next = () => void;
const orders = new Map<string, Record<string, unknown>>();

export function mock(): Plugin {
  const wanted = process.env.PREAU_MOCK !== '0';
  return {
    name: 'preau-mock',
    configureServer: (server) => {
      if (wanted)
        server.middlewares.use((request, response, next) => void api(request, response, next));
    },
    configurePreviewServer: (server) => {
      server.middlewares.use(
        (request, response, next) =>
          void api(request, response, () => shell(request, response, next)),
      );
    },
  };
}

async function api(request: IncomingMessage, response: ServerResponse, next: Next): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://house');
  const language = String(request.headers['accept-language'] ?? 'fr').slice(0, 2);
  const en = language === 'en';
  const path = url.pathname;
  const body = request.method === 'POST' ? await bodyOf(request) : {};
  const say = (answer: unknown, status = 200) => {
    response.statusCode = status;
    response.setHeader(
      'Content-Type',
      status < 400 ? 'application/json' : 'application/problem+json',
    );
    response.end(JSON.stringify(answer));
  };
  if (!path.startsWith('/api/') && !path.startsWith('/_allauth/')) return next();
  if (path === '/api/v1/venue/') {
    return say({
      code: 'preau',
      name: 'Le Préau',
      timezone: 'Europe/Paris',
      directions: 'À cinq minutes à pied de la place de Jaude. De plain-pied depuis la rue.',
      address: '12 rue Rabanesse, 63000 Clermont-Ferrand',
      opening: {
        open_now: !url.searchParams.has('closed'),
        closes_at: later(3),
        opens_at: later(20),
      },
      spaces: spaces.map(({ names, ...space }) => ({
        ...space,
        name: names[en ? 1 : 0],
        short_name: names[en ? 3 : 2],
      })),
    });
  }
  if (path === '/api/v1/occupancy/') return say(occupancy());
  if (path === '/api/v1/people/me/')
    return say({ kind: 'guest', first_name: null, device_name: null, roles: [], demo: true });
  if (path === '/api/v1/canteen/sittings/') return say({ next: null, results: sittings(language) });
  const sitting = /^\/api\/v1\/canteen\/sittings\/(\d+)\/$/.exec(path);
  if (sitting) {
    const found = sittings(language).find(({ id }) => id === Number(sitting[1]));
    return found
      ? say(found)
      : say({ status: 404, code: 'not_found', detail: 'Ce repas n’existe pas.' }, 404);
  }
  if (path === '/api/v1/canteen/orders/') {
    const cents = Number(body.contribution_cents ?? 0);
    if (cents > 0 && cents < 50)
      return say(
        {
          code: 'use_the_box',
          detail:
            'En ligne, ce montant ne passe pas. La boîte à la cantine prend tout, ou écrivez 0.',
        },
        422,
      );
    const key = Math.random().toString(36).slice(2).padEnd(22, 'x');
    const meal = sittings(language).find(({ id }) => id === body.sitting);
    const order = {
      key,
      state: cents > 0 ? 'awaiting_payment' : 'confirmed',
      covers: body.covers,
      checkout_url: cents > 0 ? `/tickets/#${key}` : null,
      expires_at: later(0.25),
      cancellable: true,
      sitting: meal,
      building: { name: 'Le Préau', address: '12 rue Rabanesse, 63000 Clermont-Ferrand' },
      tickets: [
        {
          serial: 'A1B2C3',
          token: 'X',
          short_code: 'K7QM3XHA',
          covers: body.covers,
          covers_redeemed: 0,
          state: 'valid',
        },
      ],
    };
    orders.set(key, order);
    return say(order, 201);
  }
  const order = /^\/api\/v1\/canteen\/orders\/([^/]+)\/(.*)$/.exec(path);
  const known = orders.get(order?.[1] ?? '');
  if (order && known) {
    if (order[2] === 'cancellation/') known.state = 'cancelled';
    if (order[2]?.endsWith('.svg')) {
      response.setHeader('Content-Type', 'image/svg+xml');
      return void response.end(square());
    }
    return say(known);
  }
  if (path === '/api/v1/people/devices/')
    return say({ token: 'dev', device: { id: '1', name: body.name, roles: ['host'] } }, 201);
  if (path.startsWith('/_allauth/')) return say({ status: 401, data: { flows: [] } }, 401);
  return say({ status: 404, code: 'not_found', detail: 'Introuvable.' }, 404);
}

/** The shell as venue/pages.py renders it. */
function shell(request: IncomingMessage, response: ServerResponse, next: Next): void {
  const url = new URL(request.url ?? '/', 'http://house');
  const root = /^\/(sw\.js|manifest\.webmanifest|[\w-]+\.(svg|png))$/.exec(url.pathname);
  if (root) {
    const type = { js: 'text/javascript', svg: 'image/svg+xml', png: 'image/png' }[
      url.pathname.split('.').pop() ?? ''
    ];
    response.setHeader('Content-Type', type ?? 'application/manifest+json');
    return void response.end(readFileSync(`dist/root${url.pathname}`));
  }
  if (url.pathname.startsWith('/static/')) return next();
  const tell = JSON.parse(readFileSync('dist/preload.json', 'utf8'));
  const en = /^\/en(\/|$)/.test(url.pathname);
  const path = en ? url.pathname.slice(3) || '/' : url.pathname;
  const page =
    tell.pages.find((one: { path: string }) => new RegExp(one.path).test(path)) ?? tell.not_found;
  const parts = [tell.entry, tell.languages[en ? 'en' : 'fr'], page];
  const modules = [...new Set(parts.flatMap(({ modules }) => modules))].slice(1);
  const css = [...new Set(parts.flatMap(({ css }) => css))];
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; base-uri 'none'; frame-ancestors 'none'",
  );
  response.end(`<!doctype html><html lang="${en ? 'en' : 'fr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Préau</title>
${tell.fonts.map((file: string) => `<link rel="preload" href="/static/${file}" as="font" type="font/woff2" crossorigin>`).join('\n')}
${css.map((file) => `<link rel="stylesheet" href="/static/${file}" crossorigin>`).join('\n')}
<script type="module" crossorigin src="/static/${tell.entry.modules[0]}"></script>
${modules.map((file) => `<link rel="modulepreload" crossorigin href="/static/${file}">`).join('\n')}
<link rel="manifest" href="/manifest.webmanifest"><link rel="icon" href="/favicon.svg">
</head><body><div id="app"></div></body></html>`);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const part of request) text += part;
  return JSON.parse(text || '{}');
}

function later(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}

/** Something that looks like a QR code. */
function square(): string {
  let path = '';
  for (let y = 0; y < 41; y++)
    for (let x = 0; x < 41; x++)
      if ((x * 7 + y * 13 + x * y) % 3 === 0) path += `M${x + 4} ${y + 4}h1v1h-1z`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 49 49"><rect width="49" height="49" fill="#fff"/><path d="${path}"/></svg>`;
}
