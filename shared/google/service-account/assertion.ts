import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { AppError } from '../../errors.ts';
import type { AssertionRequest, Signer } from '../../tokens/index.ts';

/**
 * How far back `iat` is dated. Google refuses an assertion from its future, so this machine's clock may be fast
 * by this much.
 */
const SKEW_SECONDS = 30;

/** The longest life that Google accepts, counted from `iat`. */
const LIFE_SECONDS = 3600;

/** The claims of an assertion (RFC 7523 §3, with Google's `scope`); the times are in seconds. */
export type AssertionClaims = {
  readonly iss: string;
  readonly sub: string;
  readonly scope: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
};

type Claimed = Pick<AssertionRequest, 'serviceAccount' | 'subject' | 'scopes'>;

/**
 * The claims of an assertion that is made at `at`.
 *
 * @param audience the URL of the token endpoint
 */
export function assertionClaims(
  { serviceAccount, subject, scopes }: Claimed,
  audience: string,
  at: Date,
): AssertionClaims {
  const iat = Math.floor(at.getTime() / 1000) - SKEW_SECONDS;
  const scope = scopes.join(' ');
  return {
    iss: serviceAccount,
    sub: subject,
    scope,
    aud: audience,
    iat,
    exp: iat + LIFE_SECONDS,
  };
}

/** A key ready to sign, and the encoded header of its assertions. */
type SigningKey = { readonly key: KeyObject; readonly header: string };

/** More than an installation has delegations. Parsing a key takes longer than signing with it. */
const MAX_KEYS = 64;

/** Parsed keys by the digest of their PEM and ID, the least recently used first. */
const signingKeys = new Map<string, SigningKey>();

/**
 * Signs claims as a JWT with RS256 (RFC 7515 §3.1). The header names the key where its ID is known.
 *
 * @throws AppError `record_unreadable`: the stored key is no private key
 */
export function signAssertion(
  claims: AssertionClaims,
  signer: Extract<Signer, { kind: 'key' }>,
): string {
  const { key, header } = signingKeyOf(signer);
  const content = `${header}.${encoded(claims)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key).toString('base64url')}`;
}

function signingKeyOf({ privateKey, keyId }: Extract<Signer, { kind: 'key' }>): SigningKey {
  const digest = createHash('sha256').update(`${keyId}\n${privateKey}`).digest('base64');
  const found = signingKeys.get(digest) ?? parse(privateKey, keyId);
  signingKeys.delete(digest);
  signingKeys.set(digest, found);
  const [oldest] = signingKeys.keys();
  if (signingKeys.size > MAX_KEYS && oldest !== undefined) signingKeys.delete(oldest);
  return found;
}

function parse(privateKey: string, keyId: string | null): SigningKey {
  try {
    const key = createPrivateKey(privateKey);
    const kid = keyId === null ? {} : { kid: keyId };
    return { key, header: encoded({ alg: 'RS256', typ: 'JWT', ...kid }) };
  } catch {
    throw new AppError('record_unreadable');
  }
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
