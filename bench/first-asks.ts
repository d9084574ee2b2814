import { type FirstRequest, statusRequest } from '../build/warm-up/requests.ts';
import type { FunctionName } from '../shared/function-names.ts';

/** Of a path that no function has: an answer that needs no store. */
export const NO_SUCH_PATH: FirstRequest = { path: '/no/such/path', status: 404 };

/**
 * For each function the simplest thing that it cannot answer without Firestore, over a database with
 * nothing in it but which keys count: a link, a state, a mailbox and a session that nobody knows, or
 * whatever is due.
 *
 * @param token of the scheduler, for that function
 */
export const firstWork = (token: string): Record<FunctionName, FirstRequest> => ({
  'authorization-url': { path: '/unknown-link', status: 400 },
  'oauth-callback': { path: '/?state=unknown&code=unknown', status: 400 },
  'token-refresh': scheduled(token),
  'label-probe': scheduled(token),
  'salesforce-webhook': statusRequest(),
  'setup-page': { path: '/', headers: { cookie: 'connector_session=v1.a.b.c.d' }, status: 401 },
});

const scheduled = (token: string): FirstRequest => ({
  path: '/',
  method: 'POST',
  headers: { authorization: `Bearer ${token}` },
  status: 200,
});
