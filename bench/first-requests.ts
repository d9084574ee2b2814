import { type FirstRequest, push, statusRequest } from '../build/warm-up/requests.ts';
import type { FunctionName } from '../shared/function-names.ts';

/** A path that no function has: the answer needs no store. */
export const NO_SUCH_PATH: FirstRequest = { path: '/no/such/path', status: 404 };

/**
 * For each function, the simplest request that it cannot answer without Firestore. The database holds
 * only the reference to the keyring, so the link, state, mailbox and session are unknown, and nothing
 * is due.
 *
 * @param token the ID token of that function's caller
 */
export const firstWork = (token: string): Record<FunctionName, FirstRequest> => ({
  'authorization-url': { path: '/unknown-link', status: 400 },
  'oauth-callback': { path: '/?state=unknown&code=unknown', status: 400 },
  'token-refresh': scheduled(token),
  'label-probe': scheduled(token),
  'mail-sync': scheduled(token),
  'gmail-push': push(token),
  'salesforce-webhook': statusRequest(),
  'setup-page': { path: '/', headers: { cookie: 'connector_session=v1.a.b.c.d' }, status: 401 },
});

const scheduled = (token: string): FirstRequest => ({
  path: '/',
  method: 'POST',
  headers: { authorization: `Bearer ${token}` },
  status: 200,
});
