import { IncomingMessage } from 'node:http';
import type { Google } from '../google.ts';
import { ANSWERED, type Outcome } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';

export type Forwarded = { query?: URLSearchParams; form?: URLSearchParams };

/**
 * Hands a request to the OAuth server underneath, which answers it.
 *
 * The server gets a request of its own: the body was read already, the base path is cut off as
 * mounted applications expect, and its session cookie is withheld — who is signed in is a matter
 * of the account chooser, and two consents in two tabs must not disturb each other.
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
    // The form has the client's credentials, wherever they were sent.
    ...(form && { authorization: undefined, 'content-length': `${Buffer.byteLength(body)}` }),
  };
  Object.assign(inner, { originalUrl: `${google.basePath}${inner.url}` });
  // An incomplete message counts as aborted and takes the connection down with it.
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
