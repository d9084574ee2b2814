import {
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import { AppError } from '../../../errors.ts';
import { isCallerId, type Proof } from './stored-caller.ts';

/** What a call brings to prove who sent it. */
export type CallProof = {
  readonly rawBody: Buffer;
  /** `X-Connector-Caller`: the caller’s id. A key contains it. */
  readonly callerId: string | undefined;
  /** `X-Connector-Signature`: HMAC-SHA256 of the raw body, in hex or base64. */
  readonly signature: string | undefined;
  /** `Authorization: Bearer …`. */
  readonly authorization: string | undefined;
  /** The key in the address of an Outbound Message; undefined: the call has another address. */
  readonly pathKey: string | undefined;
  /** `webhook-id`, `webhook-timestamp` (seconds since 1970) and `webhook-signature` of Standard Webhooks. */
  readonly webhook: {
    readonly id: string | undefined;
    readonly timestamp: string | undefined;
    readonly signature: string | undefined;
  };
};

/** How far the moment in a call may be from ours, as Standard Webhooks recommends. */
const TOLERANCE_MS = 5 * 60 * 1000;

/** A secret as it is compared: made once and kept in memory. */
export function keyOf(proof: Proof, secret: string): KeyObject {
  if (proof === 'timestamped') {
    return createSecretKey(Buffer.from(secret.replace(/^whsec_/, ''), 'base64'));
  }
  const isSent = proof === 'key' || proof === 'outbound';
  return createSecretKey(Buffer.from(isSent ? digestOf(secret) : secret));
}

/** The scheme is case-insensitive (RFC 9110 §11.1). */
export const bearerIn = (authorization = ''): string =>
  /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';

/** The id of the caller that a call names; null: it names none. */
export function callerIdIn({
  callerId,
  authorization,
  pathKey,
}: Pick<CallProof, 'callerId' | 'authorization' | 'pathKey'>): string | null {
  const [named = '', secret] = (pathKey ?? bearerIn(authorization)).split('.');
  const id = callerId ?? (secret === undefined ? '' : named);
  return isCallerId(id) ? id : null;
}

/**
 * Proves a call over its raw bytes, in constant time, with any of the live keys.
 *
 * @throws AppError `caller_unverified`; `call_expired`: it is proved, and more than five minutes off
 */
export function verifyProof(
  call: CallProof,
  { proof, keys }: { readonly proof: Proof; readonly keys: readonly KeyObject[] },
  now: Date,
): void {
  const isProved = keys.map((key) => PROVES[proof](call, key)).includes(true);
  if (!isProved) throw new AppError('caller_unverified');
  if (proof !== 'timestamped') return;
  requireRecent(new Date(Number(call.webhook.timestamp) * 1000), now);
}

/** @throws AppError `call_expired` */
export function requireRecent(sentAt: Date, now: Date): void {
  const isRecent = Math.abs(now.getTime() - sentAt.getTime()) <= TOLERANCE_MS;
  if (!isRecent) throw new AppError('call_expired');
}

const PROVES: Readonly<Record<Proof, (call: CallProof, key: KeyObject) => boolean>> = {
  key: ({ authorization }, key) => isKey(bearerIn(authorization), key),
  outbound: ({ pathKey = '' }, key) => isKey(pathKey, key),
  signature: ({ rawBody, signature = '' }, key) =>
    same(digestIn(signature.replace(/^sha256=/i, '')), hmac(key, [rawBody])),
  timestamped: ({ rawBody, webhook }, key) => isSignedWebhook(rawBody, webhook, key),
};

const isKey = (given: string, key: KeyObject): boolean =>
  same(Buffer.from(digestOf(given)), key.export());

/**
 * The signature of Standard Webhooks, over the raw bytes: their package decodes the body first, so that it would
 * take two different bodies with invalid UTF-8 for one.
 */
function isSignedWebhook(
  rawBody: Buffer,
  { id = '', timestamp = '', signature = '' }: CallProof['webhook'],
  key: KeyObject,
): boolean {
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return false;
  const expected = hmac(key, [Buffer.from(`${id}.${timestamp}.`), rawBody]);
  const given = signature.split(' ').filter((each) => each.startsWith('v1,'));
  return given.map((each) => same(digestIn(each.slice(3)), expected)).includes(true);
}

function hmac(key: KeyObject, parts: readonly Buffer[]): Buffer {
  const signing = createHmac('sha256', key);
  for (const part of parts) signing.update(part);
  return signing.digest();
}

/** 32 bytes in hex, base64 or base64url; none when it is another text. */
function digestIn(text: string): Buffer {
  if (/^[\da-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
}

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const same = (given: Buffer, expected: Buffer): boolean =>
  given.length === expected.length && timingSafeEqual(given, expected);
