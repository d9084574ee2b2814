import { createHmac } from 'node:crypto';
import type { FunctionName } from '../../shared/function-names.ts';
import { sealSession } from '../../shared/sessions/index.ts';
import { CONNECTION, type Contents } from './contents.ts';

export type FirstRequest = {
  readonly path: string;
  readonly method?: 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The expected status: with another one the warm-up no longer runs the code that it should. */
  readonly status: number;
};

export const ADMIN = 'admin@warm-up.example';
export const WEBHOOK_SECRET = 'warm-up-webhook-secret-of-nobody';

const FORM_TOKEN = 'warm-up';
const JSON_BODY = { 'content-type': 'application/json' };

/**
 * The requests that a cold start may receive: first those that need no store, then those that use it.
 *
 * @param token the scheduler's ID token for the function
 */
export async function requestsFor(
  name: FunctionName,
  { keyring }: Contents,
  token: string,
): Promise<readonly FirstRequest[]> {
  const mailbox = { subject: '1', address: ADMIN, hostedDomain: null };
  const session = await sealSession(keyring, mailbox, { formToken: FORM_TOKEN, now: new Date() });
  const headers = { cookie: `connector_session=${session}` };
  const byFunction: Record<FunctionName, () => readonly FirstRequest[]> = {
    'authorization-url': () => [
      { path: '/', status: 401 },
      { path: '/unknown-link', headers, status: 400 },
    ],
    'oauth-callback': () => [{ path: '/?state=unknown&code=x', headers, status: 400 }],
    'token-refresh': () => scheduled(token),
    'label-probe': () => scheduled(token),
    'salesforce-webhook': () => [{ path: '/', method: 'POST', status: 401 }, statusRequest()],
    'setup-page': () => [
      { path: '/', status: 401 },
      { path: '/', headers, status: 200 },
      { path: '/connect', headers, status: 200 },
      probe(headers),
    ],
  };
  return [{ path: '/no/such/path', status: 404 }, ...byFunction[name]()];
}

/** Requests of the scheduler: a run with nothing due, and one connection that needs a token. */
function scheduled(token: string): readonly FirstRequest[] {
  const call = { path: '/', method: 'POST' } as const;
  const authorization = `Bearer ${token}`;
  const body = JSON.stringify({ connectionId: CONNECTION });
  return [
    { ...call, status: 401 },
    { ...call, headers: { authorization }, status: 200 },
    { ...call, headers: { authorization, ...JSON_BODY }, body, status: 200 },
  ];
}

/** A signed request for the status of an unknown mailbox. */
export function statusRequest(): FirstRequest {
  const body = JSON.stringify({ action: 'connection_status', mailbox: 'nobody@example.com' });
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex');
  const headers = { ...JSON_BODY, 'x-connector-signature': signature };
  return { path: '/', method: 'POST', headers, body, status: 404 };
}

/** "Check now" on the page: the only page request that calls Gmail itself. */
function probe(session: Readonly<Record<string, string>>): FirstRequest {
  const headers = { ...session, 'content-type': 'application/x-www-form-urlencoded' };
  const body = `form_token=${FORM_TOKEN}`;
  return { path: `/connections/${CONNECTION}/probe`, method: 'POST', headers, body, status: 303 };
}
