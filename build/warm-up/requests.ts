import { createHmac } from 'node:crypto';
import { createKeyring, type KeySet } from '../../shared/sealing/index.ts';
import { sealSession } from '../../shared/sessions/index.ts';
import type { FunctionName } from '../product.ts';

export type WarmUpRequest = {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What it is answered: another status means that the warm-up no longer reaches what it should. */
  readonly status: number;
};

export const ADMIN = 'admin@warm-up.example';
export const WEBHOOK_SECRET = 'warm-up-webhook-secret-of-nobody';

/** What a cold start may have to answer: one request that needs no store, and others that do. */
export async function requestsFor(
  name: FunctionName,
  keys: KeySet,
  token: string,
): Promise<readonly WarmUpRequest[]> {
  const refused: WarmUpRequest = { path: '/no/such/path', status: 404 };
  const cookie = `connector_session=${await sessionUnder(keys)}`;
  const scheduled = { method: 'POST', headers: { authorization: `Bearer ${token}` }, path: '/' };
  const byFunction: Record<FunctionName, readonly WarmUpRequest[]> = {
    'authorization-url': [
      { path: '/', status: 401 },
      { path: '/unknown-link', headers: { cookie }, status: 400 },
    ],
    'oauth-callback': [{ path: '/?state=unknown&code=x', headers: { cookie }, status: 400 }],
    'token-refresh': [{ path: '/', method: 'POST', status: 401 }, { ...scheduled, status: 200 }],
    'label-probe': [{ path: '/', method: 'POST', status: 401 }, { ...scheduled, status: 200 }],
    'salesforce-webhook': [{ path: '/', method: 'POST', status: 401 }, signed()],
    'setup-page': [
      { path: '/', status: 401 },
      { path: '/', headers: { cookie }, status: 200 },
      { path: '/connect', headers: { cookie }, status: 200 },
    ],
  };
  return [refused, ...byFunction[name]];
}

function sessionUnder(keys: KeySet): Promise<string> {
  const keyring = createKeyring(async () => keys, { now: () => new Date() });
  const mailbox = { subject: '1', address: ADMIN, hostedDomain: null };
  return sealSession(keyring, mailbox, { formToken: 'warm-up', now: new Date() });
}

/** A signed question about a mailbox that is not there. */
function signed(): WarmUpRequest {
  const body = JSON.stringify({ action: 'connection_status', mailbox: 'nobody@example.com' });
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-connector-signature': signature };
  return { path: '/', method: 'POST', headers, body, status: 404 };
}
