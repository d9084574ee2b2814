import type { IncomingMessage, ServerResponse } from 'node:http';
import { findRoute } from '../../emulator/find-route.ts';
import type { Org } from '../org.ts';
import { serveApi } from '../rest/serve.ts';
import { ROUTES } from '../routes.ts';
import { type Answer, json, send, sendHalf } from './answer.ts';
import { type Exchange, headerOf, readExchange } from './exchange.ts';

/** Serves one request. An internal error is answered without its stack or message, which may hold mail. */
export async function dispatch(
  org: Org,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const exchange = await readExchange(org.basePath, request, response);
    if (!exchange)
      send(response, json(413, [{ errorCode: 'REQUEST_TOO_LARGE', message: 'Too large' }]));
    else if (exchange.path.startsWith('/services/')) await sendApi(org, exchange);
    else send(response, await answerPage(org, exchange));
  } catch {
    send(response, json(500, [{ errorCode: 'UNKNOWN_EXCEPTION', message: 'internal failure' }]));
  }
}

async function sendApi(org: Org, exchange: Exchange): Promise<void> {
  const { answer, delivery } = await serveApi(org, exchange);
  if (delivery === 'whole') send(exchange.response, answer);
  else if (delivery === 'half') sendHalf(exchange.response, answer);
  else exchange.response.socket?.destroy();
}

async function answerPage(org: Org, exchange: Exchange): Promise<Answer> {
  const found = findRoute(ROUTES, exchange);
  if (found === 404) return json(404, { error: 'not_found' });
  if (found === 405) return json(405, { error: 'method_not_allowed' });
  if (isCrossSiteWrite(exchange)) return json(403, { error: 'cross_site_request' });
  return found.answer(org, exchange);
}

/** A page of another site must not flip switches or delete cases (W3C Fetch Metadata). */
function isCrossSiteWrite(exchange: Exchange): boolean {
  if (exchange.method === 'GET' || exchange.method === 'HEAD') return false;
  return !['', 'same-origin', 'none'].includes(headerOf(exchange, 'sec-fetch-site'));
}
