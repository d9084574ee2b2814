/** A deployment: its origin, and the function that fetches from it. */
export type Deployment = { readonly origin: string; readonly fetch: typeof fetch };

export type SmokeRequest = { readonly path: string } & Omit<RequestInit, 'signal' | 'redirect'>;

export type SmokeResponse = {
  readonly status: number;
  readonly headers: Headers;
  /** The error code of our own refusals; null for any other response. */
  readonly code: string | null;
};

const TIMEOUT_MS = 30_000;

/** No refusal of ours is longer. Another server may answer, with an endless body. */
const MAX_BYTES = 256 * 1024;

/** Sends one request. Does not follow a redirect: the redirect itself is the response. */
export async function send(
  { origin, fetch }: Deployment,
  { path, ...init }: SmokeRequest,
): Promise<SmokeResponse> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
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
    if (size > MAX_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Our codes are lower-case words. Other text could contain escape sequences for the terminal. */
function codeIn(text: string): string | null {
  try {
    const code: unknown = JSON.parse(text)?.error?.code;
    return typeof code === 'string' && /^[a-z_]{1,60}$/.test(code) ? code : null;
  } catch {
    return null;
  }
}
