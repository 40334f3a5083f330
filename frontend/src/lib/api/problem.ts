/** What the house answers when it says no (RFC 9457 `application/problem+json`), and when it cannot be reached. */

interface ProblemBody {
  status?: number;
  code?: string;
  title?: string;
  detail?: string;
  errors?: Record<string, unknown>;
  [figure: string]: unknown;
}

/** A refusal. `code` is for the program, `message` is a sentence for the person (already in their language). */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly code: string;
  /** Sentences by field name, for example `{contribution_cents: "…"}`. */
  readonly errors: Record<string, string>;
  /** Whatever else came along: `covers_left`, `first_redeemed_at`, … */
  readonly figures: Record<string, unknown>;

  constructor(body: ProblemBody, status: number) {
    super(body.detail ?? body.title ?? '');
    this.status = status;
    this.code = body.code ?? `http_${status}`;
    this.errors = Object.fromEntries(
      Object.entries(body.errors ?? {}).map(([field, said]) => [field, sentence(said)]),
    );
    this.figures = body;
  }
}

/** No answer at all: no network, or nobody at home. Asking again is safe. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

function sentence(said: unknown): string {
  if (Array.isArray(said)) return said.map(sentence).join(' ');
  if (said && typeof said === 'object') {
    if ('message' in said) return sentence(said.message);
    return Object.values(said).map(sentence).join(' ');
  }
  return String(said ?? '');
}
