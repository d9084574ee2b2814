import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { answerFault } from '../faults/answer-fault.ts';
import { requestFaults } from '../faults/request-faults.ts';
import type { Google } from '../google.ts';
import { type Answer, json, type Outcome } from '../http/answer.ts';
import { bearerToken, type Exchange, jsonBody, segmentsOf } from '../http/exchange.ts';
import { CLOUD_PLATFORM, IAM } from '../oauth/scopes.ts';
import { type SigningKey, signingKey, signJwt } from '../oauth/signing-key.ts';
import type { ServiceAccount } from '../state/service-accounts.ts';
import { iamErrorAnswer } from './errors.ts';
import { generateKey, pemOf } from './keys.ts';

const MAX_SECONDS = 12 * 3600;

const requestSchema = z.strictObject({ payload: z.string() });
const claimsSchema = z.looseObject({ exp: z.int().optional(), sub: z.unknown().optional() });
type Claims = z.infer<typeof claimsSchema>;

/**
 * `POST /v1/projects/-/serviceAccounts/{email or unique id}:signJwt` (IAM Service Account Credentials
 * API): signs claims with a key that Google manages, for a caller that has the Token Creator role.
 */
export async function signJwtFor(google: Google, exchange: Exchange): Promise<Outcome> {
  const claims = readClaims(exchange);
  const address = google.accounts.byAddress(String(claims?.sub ?? ''))?.address;
  const number = google.counts.add('iam.signJwt', address);
  const faults = requestFaults(google, { endpoint: 'token', address, number });
  // Its errors have the shape of Google's APIs, like Gmail's.
  const answer = await answerFault(google, exchange, { endpoint: 'gmail', faults, echo: '' });
  if (answer) return answer;
  const caller = readCaller(google, exchange);
  if ('status' in caller) return caller;
  if (faults('iam_api_off')) return iamErrorAnswer('apiOff');

  const name = (segmentsOf(exchange.path)[4] ?? '').replace(/:signJwt$/, '');
  const account = google.serviceAccounts.byEmail(name) ?? google.serviceAccounts.byClientId(name);
  if (!account) return iamErrorAnswer('unknownAccount', ` ${name}`);
  if (!google.serviceAccounts.tokenCreators(account.email).includes(caller.email)) {
    return iamErrorAnswer('denied');
  }
  if (account.disabled) return iamErrorAnswer('disabled');
  if (!claims || !isTimely(claims, google.now())) return iamErrorAnswer('invalidArgument');
  const key = await managedKey(google, account.email);
  return json(200, { keyId: key.kid, signedJwt: signJwt(key, claims) });
}

/** The service account that calls, by its own access token. */
function readCaller(google: Google, exchange: Exchange): ServiceAccount | Answer {
  const token = bearerToken(exchange);
  if (!token) return iamErrorAnswer('noCredentials');
  const record = google.records.inspect('AccessToken', token);
  if (!record?.live) return iamErrorAnswer('invalidCredentials');
  const scopes = (record.payload.scope ?? '').split(' ');
  if (!scopes.includes(CLOUD_PLATFORM) && !scopes.includes(IAM)) {
    return iamErrorAnswer('insufficientScope');
  }
  const caller = google.serviceAccounts.byClientId(record.sub);
  // With such a scope but for a user, an access token is refused here: users have no role.
  if (!caller) return iamErrorAnswer('denied');
  return caller.disabled ? iamErrorAnswer('invalidCredentials') : caller;
}

function readClaims(exchange: Exchange): Claims | undefined {
  const request = requestSchema.safeParse(jsonBody(exchange)).data;
  try {
    return claimsSchema.safeParse(JSON.parse(request?.payload ?? '')).data;
  } catch {
    return undefined;
  }
}

/** An expiry is optional; it must not be past, nor more than twelve hours ahead. */
function isTimely({ exp }: Claims, now: Date): boolean {
  if (exp === undefined) return true;
  const seconds = exp - now.getTime() / 1000;
  return seconds >= 0 && seconds <= MAX_SECONDS;
}

/** The key that Google manages for an account, made at its first use. Nobody can download it. */
async function managedKey(
  { serviceAccounts }: Pick<Google, 'serviceAccounts'>,
  email: string,
): Promise<SigningKey> {
  const find = () => serviceAccounts.keys(email).find(({ privateKey }) => privateKey !== null);
  if (!find()) {
    const { kid, publicKey, privateKey } = await generateKey();
    serviceAccounts.addKey(email, { keyId: kid, publicKey, privateKey: pemOf(privateKey) });
  }
  return signingKey(createPrivateKey(find()?.privateKey ?? ''));
}
