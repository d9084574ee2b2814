import { createHash } from 'node:crypto';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, formOf, headerOf } from '../http/exchange.ts';
import { APP, type Org } from '../org.ts';
import { judgeAssertion } from './assertion.ts';
import { type LoginError, refuseLogin } from './errors.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The default of an org's session settings: two hours. */
const SESSION_SECONDS = 7200;

/** The switches that refuse a login, whichever way it is made. */
const FAULTS: readonly (readonly [fault: string, error: LoginError])[] = [
  ['app_not_installed', 'appNotInstalled'],
  ['flow_off', 'grantType'],
  ['not_approved', 'notApproved'],
  ['user_inactive', 'inactive'],
  ['ip_restricted', 'restricted'],
];

/**
 * `POST /services/oauth2/token`: the client credentials flow (RFC 6749 section 4.4) and the JWT bearer flow
 * (RFC 7523). The answer has no `expires_in` and no refresh token.
 */
export function token(org: Org, exchange: Exchange): Answer {
  const form = formOf(exchange);
  const error = judge(org, exchange, form);
  if (error) return refuseLogin(error);
  const seconds = Number(org.faults.find('short_session')?.['seconds'] ?? SESSION_SECONDS);
  const id = `${org.baseUrl}/id/${org.organizationId}/${org.integrationUserId}`;
  const issued_at = String(org.now().getTime());
  return json(200, {
    access_token: org.sessions.open(org.organizationId, seconds),
    signature: createHash('sha256').update(`${id}${issued_at}`).digest('base64'),
    scope: 'api',
    instance_url: org.baseUrl,
    id,
    token_type: 'Bearer',
    issued_at,
  });
}

function judge(org: Org, exchange: Exchange, form: URLSearchParams): LoginError | null {
  if (form.size === 0 || exchange.query.size > 0) return 'form';
  if (headerOf(exchange, 'host') !== new URL(org.baseUrl).host) return 'wrongHost';
  const found = FAULTS.find(([fault]) => org.faults.find(fault));
  if (found) return found[1];
  const grantType = form.get('grant_type');
  if (grantType === 'client_credentials') return judgeSecret(org, form);
  if (grantType !== JWT_BEARER) return 'grantType';
  if (org.faults.find('not_pre_authorized')) return 'notPreAuthorized';
  return judgeAssertion(org, form.get('assertion') ?? '');
}

function judgeSecret({ faults }: Org, form: URLSearchParams): LoginError | null {
  if (form.get('client_id') !== APP.clientId) return 'clientId';
  const isKnown = form.get('client_secret') === APP.clientSecret && !faults.find('secret_changed');
  if (!isKnown) return 'secret';
  return faults.find('no_run_as_user') ? 'noRunAsUser' : null;
}
