import { createHmac } from 'node:crypto';
import type { FunctionName } from '../../shared/function-names.ts';
import { sealSession } from '../../shared/sessions/index.ts';
import { CALLER, CONNECTION, type Contents } from './contents.ts';
import { ANNOUNCED } from './sample-intake.ts';

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
 * @param token the ID token of the function's caller: the scheduler, or Pub/Sub
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
    'mail-sync': () => scheduled(token),
    'gmail-push': () => [{ path: '/', method: 'POST', status: 401 }, push(token)],
    'salesforce-webhook': () => [
      { path: '/', method: 'POST', status: 401 },
      statusRequest(),
      operationRequest(),
    ],
    'setup-page': () => [
      { path: '/', status: 401 },
      { path: '/', headers, status: 200 },
      { path: '/connect', headers, status: 200 },
      probe(headers),
    ],
  };
  return [{ path: '/no/such/path', status: 404 }, ...byFunction[name]()];
}

/** Requests of the scheduler: a run, and one connection that needs a token. */
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

/** A push of Gmail's for the one mailbox, where there is one. */
export function push(token: string): FirstRequest {
  const announcement = { emailAddress: `${CONNECTION}@example.com`, historyId: ANNOUNCED };
  const data = Buffer.from(JSON.stringify(announcement)).toString('base64');
  const headers = { ...JSON_BODY, authorization: `Bearer ${token}` };
  const body = JSON.stringify({ message: { data } });
  return { path: '/', method: 'POST', headers, body, status: 200 };
}

/** A signed request for the status of an unknown mailbox. */
export function statusRequest(): FirstRequest {
  const body = JSON.stringify({ action: 'connection_status', mailbox: 'nobody@example.com' });
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex');
  const headers = { ...JSON_BODY, 'x-connector-signature': signature };
  return { path: '/', method: 'POST', headers, body, status: 404 };
}

/** A caller of the setup page asks for what nobody has. */
function operationRequest(): FirstRequest {
  const body = JSON.stringify({ mailbox: 'nobody@example.com' });
  const signature = createHmac('sha256', CALLER.secret).update(body).digest('hex');
  const named = { 'x-connector-caller': CALLER.id, 'x-connector-signature': signature };
  const headers = { ...JSON_BODY, ...named };
  return { path: '/v1/getConnection', method: 'POST', headers, body, status: 404 };
}

/** "Check now" on the page: the only page request that calls Gmail itself. */
function probe(session: Readonly<Record<string, string>>): FirstRequest {
  const headers = { ...session, 'content-type': 'application/x-www-form-urlencoded' };
  const body = `form_token=${FORM_TOKEN}`;
  return { path: `/connections/${CONNECTION}/probe`, method: 'POST', headers, body, status: 303 };
}
