import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** Many times the size of the answers of Google's OAuth endpoints. An endless answer must not fill our memory. */
const MAX_BYTES = 256 * 1024;

/** What one host of Google's may send us. */
type Limits = {
  /** The largest body of an answer. */
  readonly maxBytes?: number;
};

/**
 * As much of `fetch` as Google's APIs need: a form or a JSON text goes out, a limited JSON text comes back.
 * Every call of Google goes through it, so that each has the same limits: the size of the answer, the time of
 * the whole exchange, and no redirect, since only Google may see what is sent. It is also faster: a whole
 * `fetch` costs more than all the rest of a refresh.
 *
 * @param timeoutMs for the whole exchange, to the last byte of the answer. The timer is cleared after the
 *   answer; the abort signal of the library's own `timeout` would stay in memory until its time is up.
 */
export function createShortFetch(timeoutMs: number, { maxBytes = MAX_BYTES }: Limits = {}) {
  return async (input: string | URL | Request, options: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { status, headers, text } = await send(url, options, { timeoutMs, maxBytes });
    return new Response(text || null, { status, headers });
  };
}

type ShortAnswer = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
};

type Bounds = Required<Limits> & { readonly timeoutMs: number };

/** Sends over Node's default agents, which keep connections open. */
function send(
  url: URL,
  { method = 'GET', headers, body }: RequestInit,
  { timeoutMs, maxBytes }: Bounds,
): Promise<ShortAnswer> {
  const text = body === undefined || body === null ? null : String(body);
  const options = { method, headers: headersFor(headers, text) };
  const startRequest = url.protocol === 'https:' ? overHttps : overHttp;
  return new Promise<ShortAnswer>((resolve, reject) => {
    const request = startRequest(url, options, (answer) =>
      receive(answer, maxBytes).then(resolve, reject),
    );
    const timer = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs);
    request
      .on('error', reject)
      .once('close', () => clearTimeout(timer))
      .end(text);
  });
}

function headersFor(given: RequestInit['headers'], text: string | null): Record<string, string> {
  const headers = new Headers(given);
  // A compressed answer would have to be limited twice, before and after it is unpacked.
  headers.set('accept-encoding', 'identity');
  if (text !== null) {
    if (!headers.has('content-type')) {
      headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
    }
    headers.set('content-length', String(Buffer.byteLength(text)));
  }
  return Object.fromEntries(headers);
}

/** Reads the answer by events, which cost a fraction of async iteration. */
function receive(answer: IncomingMessage, maxBytes: number): Promise<ShortAnswer> {
  const { statusCode: status = 0, headers } = answer;
  const parts: Buffer[] = [];
  let size = 0;
  return new Promise<ShortAnswer>((resolve, reject) => {
    answer
      .on('data', (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size > maxBytes) answer.destroy(new Error('too long'));
      })
      .on('end', () =>
        resolve({ status, headers: kept(headers), text: Buffer.concat(parts).toString('utf8') }),
      )
      .on('error', reject);
  });
}

const kept = ({ 'content-type': type }: IncomingMessage['headers']): Record<string, string> =>
  type === undefined ? {} : { 'content-type': type };
