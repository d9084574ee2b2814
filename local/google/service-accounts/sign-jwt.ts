import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { answerFault } from '../faults/answer-fault.ts';
import { echoOf } from '../faults/echo.ts';
import { requestFaults } from '../faults/request-faults.ts';
import type { Google } from '../google.ts';
import { json, type Outcome } from '../http/answer.ts';
import { bearerToken, type Exchange, jsonBody, segmentsOf } from '../http/exchange.ts';
import { CLOUD_PLATFORM, IAM } from '../oauth/scopes.ts';
import { type SigningKey, signingKey, signJwt } from '../oauth/signing-key.ts';
import type { ServiceAccount } from '../state/service-accounts.ts';
import { type IamErrorName, iamErrorAnswer } from './errors.ts';
import { generateKey, pemOf } from './keys.ts';

const MAX_SECONDS = 12 * 3600;

const requestSchema = z.strictObject({ payload: z.string() });
const claimsSchema = z.looseObject({ exp: z.int().optional(), sub: z.unknown().optional() });
type Claims = z.infer<typeof claimsSchema>;

type Refusal = { refusal: IamErrorName; detail?: string };

/**
 * `POST /v1/projects/-/serviceAccounts/{email or unique id}:signJwt` (IAM Service Account Credentials
 * API): signs claims with a key that Google manages, for a caller that has the Token Creator role.
 */
export async function signJwtFor(google: Google, exchange: Exchange): Promise<Outcome> {
  const claims = readClaims(exchange);
  const token = bearerToken(exchange) ?? '';
  const address = google.accounts.byAddress(String(claims?.sub ?? ''))?.address;
  const number = google.counts.add('iam.signJwt', address);
  const faults = requestFaults(google, { endpoint: 'token', address, number });
  const echo = echoOf(google, new URLSearchParams({ access_token: token }), address);
  // Its errors have the shape of Google's APIs, like Gmail's.
  const answer = await answerFault(google, exchange, { endpoint: 'gmail', faults, echo });
  if (answer) return answer;

  const name = (segmentsOf(exchange.path)[4] ?? '').replace(/:signJwt$/, '');
  const signer = faults('iam_api_off') ? API_OFF : readSigner(google, { token, name });
  if ('refusal' in signer) return iamErrorAnswer(signer.refusal, (signer.detail ?? '') + echo);
  if (!claims || !isTimely(claims, google.now())) return iamErrorAnswer('invalidArgument', echo);
  const key = await managedKey(google, signer.email);
  return json(200, { keyId: key.kid, signedJwt: signJwt(key, claims) });
}

const API_OFF: Refusal = { refusal: 'apiOff' };

/** The account to sign for, if the caller may. */
function readSigner(
  { records, serviceAccounts }: Pick<Google, 'records' | 'serviceAccounts'>,
  { token, name }: { token: string; name: string },
): ServiceAccount | Refusal {
  const caller = readCaller({ records, serviceAccounts }, token);
  if ('refusal' in caller) return caller;
  const account = serviceAccounts.byEmail(name) ?? serviceAccounts.byClientId(name);
  if (!account) return { refusal: 'unknownAccount', detail: ` ${name}` };
  const isAllowed = serviceAccounts.tokenCreators(account.email).includes(caller.email);
  if (!isAllowed) return { refusal: 'denied' };
  return account.disabled ? { refusal: 'disabled' } : account;
}

/** The service account that calls, by its own access token; users have no role. */
function readCaller(
  { records, serviceAccounts }: Pick<Google, 'records' | 'serviceAccounts'>,
  token: string,
): ServiceAccount | Refusal {
  if (!token) return { refusal: 'noCredentials' };
  const record = records.inspect('AccessToken', token);
  if (!record?.live) return { refusal: 'invalidCredentials' };
  const scopes = (record.payload.scope ?? '').split(' ');
  if (!scopes.includes(CLOUD_PLATFORM) && !scopes.includes(IAM)) {
    return { refusal: 'insufficientScope' };
  }
  const caller = serviceAccounts.byClientId(record.sub);
  if (!caller) return { refusal: 'denied' };
  return caller.disabled ? { refusal: 'invalidCredentials' } : caller;
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
