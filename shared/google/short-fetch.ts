import { type Agent, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** Many times the size of Google's answers. An endless answer must not fill our memory. */
const MAX_CHARACTERS = 256 * 1024;

type FetchOptions = RequestInit & { readonly agent?: Agent };

/**
 * As much of `fetch` as a token endpoint needs: it sends a form and receives a few hundred bytes. Google's
 * library sends its requests with it, since a whole `fetch` costs more than all the rest of a refresh.
 * It follows no redirect: only Google may see what is sent.
 *
 * @param timeoutMs for the whole exchange, to the last byte of the answer. The timer is cleared after the
 *   answer; the abort signal of the library's own `timeout` would stay in memory until its time is up.
 */
export function createShortFetch(timeoutMs: number) {
  return async (input: string | URL | Request, options: FetchOptions = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { status, type, text } = await send(url, options, timeoutMs);
    const headers = type === undefined ? {} : { 'content-type': type };
    return new Response(text || null, { status, headers });
  };
}

type ShortAnswer = {
  readonly status: number;
  readonly type: string | undefined;
  readonly text: string;
};

/** Sends over Node's default agent, which keeps connections open, unless the library chose a proxy's agent. */
function send(
  url: URL,
  { method, headers, body, agent }: FetchOptions,
  timeoutMs: number,
): Promise<ShortAnswer> {
  const form = String(body ?? '');
  const options = {
    method,
    agent,
    headers: {
      ...Object.fromEntries(new Headers(headers)),
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      'content-length': Buffer.byteLength(form),
    },
  };
  const startRequest = url.protocol === 'https:' ? overHttps : overHttp;
  return new Promise<ShortAnswer>((resolve, reject) => {
    const request = startRequest(url, options, (answer) => receive(answer, resolve, reject));
    const timer = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs);
    request
      .on('error', reject)
      .once('close', () => clearTimeout(timer))
      .end(form);
  });
}

/** Reads the answer by events, which cost a fraction of async iteration. */
function receive(
  answer: IncomingMessage,
  resolve: (answer: ShortAnswer) => void,
  reject: (thrown: unknown) => void,
): void {
  const { statusCode: status = 0, headers } = answer;
  let text = '';
  answer
    .setEncoding('utf8')
    .on('data', (part) => {
      text += part;
      if (text.length > MAX_CHARACTERS) answer.destroy(new Error('too long'));
    })
    .on('end', () => resolve({ status, type: headers['content-type'], text }))
    .on('error', reject);
}
