import { type Agent, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

type Asked = RequestInit & { readonly agent?: Agent };

/**
 * As much of `fetch` as a token endpoint needs: a form is sent, a few hundred bytes come back. It is
 * what Google's library sends with, since a whole `fetch` costs more than all the rest of a refresh.
 * It follows no redirect: nobody but Google is to see what is sent.
 */
export async function shortFetch(
  input: string | URL | Request,
  asked: Asked = {},
): Promise<Response> {
  const answer = await send(new URL(input instanceof Request ? input.url : input), asked);
  let text = '';
  for await (const part of answer.setEncoding('utf8')) text += part;
  const type = answer.headers['content-type'];
  return new Response(text || null, {
    status: answer.statusCode ?? 500,
    headers: type === undefined ? {} : { 'content-type': type },
  });
}

/** Over Node's own agent, which keeps connections open, unless the library has chosen a proxy's. */
function send(url: URL, { method, headers, body, signal, agent }: Asked): Promise<IncomingMessage> {
  const form = String(body ?? '');
  const options = {
    method,
    agent,
    ...(signal && { signal }),
    headers: {
      ...Object.fromEntries(new Headers(headers)),
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      'content-length': Buffer.byteLength(form),
    },
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? overHttps : overHttp;
    request(url, options, resolve).on('error', reject).end(form);
  });
}
