import { createHmac } from 'node:crypto';
import type { FunctionName } from '../shared/function-names.ts';
import type { Ask } from './start-process.ts';

export const WEBHOOK_SECRET = 'bench-webhook-secret-of-nobody-else';

/** Of a path that no function has: an answer that needs no store. */
export const NO_SUCH_PATH: Ask = { path: '/no/such/path', status: 404 };

/**
 * For each function the simplest thing that it cannot answer without Firestore, over a database with
 * nothing in it but which keys count: a link, a state, a mailbox and a session that nobody knows, or whatever is due.
 *
 * @param token of the scheduler, for that function
 */
export const firstWork = (token: string): Record<FunctionName, Ask> => ({
  'authorization-url': { path: '/unknown-link', status: 400 },
  'oauth-callback': { path: '/?state=unknown&code=unknown', status: 400 },
  'token-refresh': scheduled(token),
  'label-probe': scheduled(token),
  'salesforce-webhook': question(),
  'setup-page': { path: '/', headers: { cookie: 'connector_session=v1.a.b.c.d' }, status: 401 },
});

const scheduled = (token: string): Ask => ({
  path: '/',
  method: 'POST',
  headers: { authorization: `Bearer ${token}` },
  status: 200,
});

/** A signed question about a mailbox that is not there. */
function question(): Ask {
  const body = JSON.stringify({ action: 'connection_status', mailbox: 'nobody@example.com' });
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-connector-signature': signature };
  return { path: '/', method: 'POST', headers, body, status: 404 };
}
