import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { AppError } from '../../errors.ts';
import { textIn } from './answer-fields.ts';
import { sendToOrg } from './exchange.ts';
import { isInstanceOf } from './my-domain.ts';
import type { Org, OrgSecret, OrgToken } from './org.ts';
import { loginRefusal } from './report.ts';

/** What is needed to log in to an org. */
export type OrgLogin = Pick<Org, 'myDomain' | 'clientId' | 'username'> & {
  readonly secret: OrgSecret;
};

export type LoggedIn = {
  readonly token: OrgToken;
  /** 18 characters; null: the answer names none. */
  readonly organizationId: string | null;
};

/** Salesforce's answer names no life. The shortest session that an org can set is 15 minutes, the default two hours. */
const ASSUMED_LIFE_MS = 30 * 60 * 1000;
/** Salesforce accepts five minutes at most, by its own clock. */
const ASSERTION_SECONDS = 180;

/**
 * Logs in at the My Domain's token endpoint: with the consumer secret by client credentials (RFC 6749 §4.4), with a
 * private key by a signed assertion (RFC 7523).
 *
 * @throws AppError `org_login_refused`, `org_unavailable`, `org_secret_missing`, `record_unreadable`
 */
export async function loginToOrg(login: OrgLogin, now: Date): Promise<LoggedIn> {
  const answer = await sendToOrg({
    method: 'POST',
    url: `${login.myDomain}/services/oauth2/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: formOf(login, now).toString(),
    isRepeatable: true,
    isWrite: false,
  });
  if (answer.status !== 200) throw loginRefusal(answer);
  const value = textIn(answer.body, 'access_token');
  const instanceUrl = textIn(answer.body, 'instance_url')?.replace(/\/+$/, '') ?? null;
  // Never send a token to a host that is not the org's: a 200 of a proxy or a portal is an outage.
  if (value === null || instanceUrl === null || !isInstanceOf(instanceUrl, login.myDomain)) {
    throw loginRefusal({ status: 200, body: null });
  }
  const expiresAt = new Date(now.getTime() + ASSUMED_LIFE_MS);
  const organizationId = organizationIn(textIn(answer.body, 'id'));
  return { token: { value, instanceUrl, expiresAt }, organizationId };
}

/** `id` is `https://…/id/<organization>/<user>`. */
const organizationIn = (id: string | null): string | null =>
  /\/id\/(00D[A-Za-z0-9]{15})\//.exec(id ?? '')?.[1] ?? null;

function formOf({ clientId, username, myDomain, secret }: OrgLogin, now: Date): URLSearchParams {
  if (secret.kind === 'client_secret') {
    return new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret.clientSecret,
    });
  }
  if (username === null) throw new AppError('org_secret_missing');
  const exp = Math.floor(now.getTime() / 1000) + ASSERTION_SECONDS;
  return new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: signed({ iss: clientId, sub: username, aud: myDomain, exp }, secret.privateKey),
  });
}

const encoded = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

const HEADER = encoded({ alg: 'RS256' });

function signed(claims: Readonly<Record<string, string | number>>, privateKey: string): string {
  const input = `${HEADER}.${encoded(claims)}`;
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), keyOf(privateKey)).toString('base64url')}`;
}

/** An installation has few orgs. */
const MAX_KEYS = 16;
/** Parsed keys by the digest of their PEM. Parsing a key takes longer than signing with it. */
const keys = new Map<string, KeyObject>();

function keyOf(pem: string): KeyObject {
  const digest = createHash('sha256').update(pem).digest('hex');
  const found = keys.get(digest);
  if (found) return found;
  const key = parsed(pem);
  if (keys.size >= MAX_KEYS) keys.clear();
  keys.set(digest, key);
  return key;
}

function parsed(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new AppError('record_unreadable');
  }
}
