/** A deployment by its origin, and the way to ask it. */
export type Deployment = { readonly origin: string; readonly fetch: typeof fetch };

export type Asked = { readonly path: string } & Omit<RequestInit, 'signal' | 'redirect'>;

export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  /** The code of a refusal of ours; null when the answer is none of ours. */
  readonly code: string | null;
};

const PATIENCE_MS = 30_000;

/** No refusal of ours is longer. Who answers may be anybody, and may never end. */
const MOST_BYTES = 256 * 1024;

/** Asks once and follows nothing: a redirect is an answer too. */
export async function ask(
  { origin, fetch }: Deployment,
  { path, ...init }: Asked,
): Promise<Answered> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch(`${origin}${path}`, { ...init, redirect: 'manual', signal });
  const { status, headers } = response;
  return { status, headers, code: codeIn(await beginningOf(response)) };
}

async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Codes are words. Anything else is not ours, and could say what it likes to the terminal. */
function codeIn(text: string): string | null {
  try {
    const code: unknown = JSON.parse(text)?.error?.code;
    return typeof code === 'string' && /^[a-z_]{1,60}$/.test(code) ? code : null;
  } catch {
    return null;
  }
}
