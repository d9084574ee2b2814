import { type Agent, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** Many times what Google answers; an endless answer must not fill our memory. */
const MOST_CHARACTERS = 256 * 1024;

type Asked = RequestInit & { readonly agent?: Agent };

/**
 * As much of `fetch` as a token endpoint needs: a form is sent, a few hundred bytes come back. It is
 * what Google's library sends with, since a whole `fetch` costs more than all the rest of a refresh.
 * It follows no redirect: nobody but Google is to see what is sent.
 *
 * @param timeoutMs for all of it, to the last byte of the answer. A timer that is cleared: the signal
 *   of the library's own `timeout` is kept until its time has come, long after the answer.
 */
export function createShortFetch(timeoutMs: number) {
  return async (input: string | URL | Request, asked: Asked = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { status, type, text } = await send(url, asked, timeoutMs);
    const headers = type === undefined ? {} : { 'content-type': type };
    return new Response(text || null, { status, headers });
  };
}

type Answer = { readonly status: number; readonly type: string | undefined; readonly text: string };

/** Over Node's own agent, which keeps connections open, unless the library has chosen a proxy's. */
function send(
  url: URL,
  { method, headers, body, agent }: Asked,
  timeoutMs: number,
): Promise<Answer> {
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
  const open = url.protocol === 'https:' ? overHttps : overHttp;
  return new Promise<Answer>((resolve, reject) => {
    const request = open(url, options, (answer) => receive(answer, resolve, reject));
    const late = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs);
    request
      .on('error', reject)
      .once('close', () => clearTimeout(late))
      .end(form);
  });
}

/** By events, which cost a fraction of what iterating does. */
function receive(
  answer: IncomingMessage,
  resolve: (answer: Answer) => void,
  reject: (thrown: unknown) => void,
): void {
  const { statusCode: status = 0, headers } = answer;
  let text = '';
  answer
    .setEncoding('utf8')
    .on('data', (part) => {
      text += part;
      if (text.length > MOST_CHARACTERS) answer.destroy(new Error('too long'));
    })
    .on('end', () => resolve({ status, type: headers['content-type'], text }))
    .on('error', reject);
}
