import type { IncomingMessage, ServerResponse } from 'node:http';
import { findRoute } from '../../emulator/find-route.ts';
import type { Google } from '../google.ts';
import { ROUTES } from '../routes.ts';
import { json, type Outcome, send } from './answer.ts';
import { type Exchange, readExchange } from './exchange.ts';

/** Serves one request. An internal error is answered without its stack or message, which may hold secrets. */
export async function dispatch(
  google: Google,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const exchange = await readExchange(google.basePath, request, response);
    send(response, exchange ? await route(google, exchange) : json(413, { error: 'too_large' }));
  } catch {
    send(response, json(500, { error: 'internal_failure' }));
  }
}

async function route(google: Google, exchange: Exchange): Promise<Outcome> {
  const found = findRoute(ROUTES, exchange);
  if (found === 404) return json(404, { error: 'not_found' });
  if (found === 405) return json(405, { error: 'method_not_allowed' });
  if (isCrossSiteWrite(exchange)) return json(403, { error: 'cross_site_request' });
  return found.answer(google, exchange);
}

/** A page of another site must not flip switches or press "Continue" (W3C Fetch Metadata). */
function isCrossSiteWrite({ method, path, request }: Exchange): boolean {
  const isEmulatorPage = path.startsWith('/emulator') || path.startsWith('/signin/');
  if (!isEmulatorPage || method === 'GET' || method === 'HEAD') return false;
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
