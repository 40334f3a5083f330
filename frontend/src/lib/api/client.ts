/**
 * The one place that calls `fetch` for the API. Commands go over HTTP and may be repeated safely: a POST
 * carries an `Idempotency-Key`, so that a lost answer and a retry are the same command (DESIGN §4).
 */
import { language } from '$lib/i18n';
import { deviceToken, forgetDevice } from '$lib/state/device';
import { handedOver } from './handed';
import { Problem, Unreachable } from './problem';
import { uuid } from './uuid';

const PATIENCE_MS = 15_000;
const PATIENCE_FOR_FILES_MS = 90_000;
const PAUSES_MS = [400, 1_500];
/** Answers after which the same command may be said again: nothing was decided yet. */
const UNDECIDED = new Set([502, 503, 504]);

export async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const handed = handedOver(path);
  if (handed !== undefined) return handed as Answer;
  // `no-cache` asks "is it still so?" with the ETag; an unchanged answer costs a 304.
  return read<Answer>(await ask(path, { cache: 'no-cache', ...(signal ? { signal } : {}) }));
}

/** The body as text: a QR picture, kept for when there is no network. */
export async function getText(path: string): Promise<string> {
  const answer = await ask(path, {});
  if (!answer.ok) throw await problemOf(answer);
  return answer.text();
}

/** A file that asks who is there (a PDF), under the name that the house gives it. */
export async function getFile(path: string): Promise<{ name: string; content: Blob }> {
  const answer = await ask(path, {});
  if (!answer.ok) throw await problemOf(answer);
  const named = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '');
  return {
    name: named?.[1] ?? path.split('?')[0]?.split('/').at(-1) ?? '',
    content: await answer.blob(),
  };
}

/**
 * Command something. `key` names this intention: keep the same one when the person presses again after a
 * failure, take a new one when they changed something. `patience`: milliseconds until one try counts as silence;
 * `once`: the caller itself knows what to do about silence.
 */
export async function post<Answer>(
  path: string,
  body: unknown,
  {
    key = uuid(),
    patience = PATIENCE_MS,
    once = false,
  }: { key?: string; patience?: number; once?: boolean } = {},
): Promise<Answer> {
  const init = { method: 'POST', headers: { 'Idempotency-Key': key }, body: JSON.stringify(body) };
  for (const pause of once ? [null] : [...PAUSES_MS, null]) {
    try {
      const answer = await ask(path, init, patience);
      const undecided = UNDECIDED.has(answer.status) || (await isInProgress(answer));
      if (!undecided || pause === null) return await read<Answer>(answer);
    } catch (error) {
      if (!(error instanceof Unreachable) || pause === null) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause * (0.75 + Math.random() / 2)));
  }
  throw new Unreachable();
}

/** Change or remove a thing that the person owns (managers' pages). */
export async function send<Answer>(
  method: 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  return read<Answer>(
    await ask(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
  );
}

/** Hand over files. `key` as for `post`; each try may take a while on a phone's network. */
export async function upload<Answer>(
  method: 'POST' | 'PUT',
  path: string,
  body: FormData,
  { key = uuid() }: { key?: string } = {},
): Promise<Answer> {
  const headers = { 'Idempotency-Key': key };
  return read<Answer>(await ask(path, { method, headers, body }, PATIENCE_FOR_FILES_MS));
}

async function ask(
  path: string,
  init: RequestInit,
  patience: number = PATIENCE_MS,
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('Accept', 'application/json, application/problem+json;q=0.9, */*;q=0.1');
  headers.set('Accept-Language', language);
  if (typeof init.body === 'string') headers.set('Content-Type', 'application/json');
  const token = deviceToken();
  if (token) headers.set('Authorization', `Device ${token}`);
  const csrf = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  if (csrf && init.method) headers.set('X-CSRFToken', csrf);
  // By hand rather than with AbortSignal.any(), which phones of 2022 do not have.
  const giveUp = new AbortController();
  const impatience = setTimeout(() => giveUp.abort(), patience);
  init.signal?.addEventListener('abort', () => giveUp.abort(), { once: true });
  try {
    return await fetch(path, {
      credentials: 'same-origin',
      ...init,
      headers,
      signal: giveUp.signal,
    });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Unreachable(undefined, { cause: error });
  } finally {
    clearTimeout(impatience);
  }
}

async function read<Answer>(answer: Response): Promise<Answer> {
  if (!answer.ok) throw await problemOf(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}

async function problemOf(answer: Response): Promise<Problem> {
  const problem = new Problem(await answer.json().catch(() => ({})), answer.status);
  // A phone that was taken off the team must not present its old token for ever: it is a guest again.
  if (['device_revoked', 'unknown_device'].includes(problem.code)) forgetDevice();
  return problem;
}

async function isInProgress(answer: Response): Promise<boolean> {
  if (answer.status !== 409) return false;
  const body = await answer
    .clone()
    .json()
    .catch(() => ({}));
  return body.code === 'in_progress';
}
