import { IncomingMessage } from 'node:http';
import type { Google } from '../google.ts';
import { ANSWERED, type Outcome } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';

export type Forwarded = { query?: URLSearchParams; form?: URLSearchParams };

/**
 * Forwards a request to the OAuth server underneath, which answers it.
 *
 * The server gets a new request object: the body was already read, a mounted application expects the
 * base path to be cut off, and its session cookie is removed. The account chooser decides who is signed
 * in, and two consents in two tabs must not affect each other.
 */
export async function forward(
  google: Google,
  exchange: Exchange,
  { query = exchange.query, form }: Forwarded = {},
): Promise<Outcome> {
  const { request, response } = exchange;
  const inner = new IncomingMessage(request.socket);
  const body = form?.toString() ?? '';
  const search = query.size > 0 ? `?${query}` : '';
  inner.method = request.method;
  inner.url = `${exchange.path}${search}`;
  inner.headers = {
    ...request.headers,
    accept: 'application/json',
    cookie: withoutSession(request.headers.cookie ?? ''),
    // The form already contains the client's credentials.
    ...(form && { authorization: undefined, 'content-length': `${Buffer.byteLength(body)}` }),
  };
  Object.assign(inner, { originalUrl: `${google.basePath}${inner.url}` });
  // Node treats an incomplete message as aborted and closes its connection.
  inner.complete = true;
  inner.push(body);
  inner.push(null);
  await google.answerOAuth(inner, response);
  return ANSWERED;
}

function withoutSession(cookie: string): string {
  return cookie
    .split(/; */)
    .filter((pair) => !/^_session(\.sig)?=/.test(pair))
    .join('; ');
}
