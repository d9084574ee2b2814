import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../errors.ts';

/** What a Salesforce caller sent to prove itself. */
export type CallerProof = {
  readonly rawBody: Buffer;
  /** `X-Connector-Signature`: HMAC-SHA256 of the raw body, in hex. */
  readonly signature: string | undefined;
  /** `Authorization: Bearer …`: the secret itself, for callers that cannot compute a signature. */
  readonly authorization: string | undefined;
};

/** What a caller may ask for. */
export type Permission = 'read_connections';

/** A caller that proved itself. */
export type Caller = { readonly permissions: readonly Permission[] };

/** The secrets are not divided by permission: each allows every operation. */
const KNOWS_A_SECRET: Caller = { permissions: ['read_connections'] };

/**
 * Verifies a webhook's caller over the raw bytes, before anything is parsed. A Named Credential can
 * sign with a formula, `HEX(HMAC('SHA-256', $Credential.NAME.Body, BLOB($Credential.NAME.Secret)))`,
 * or send a static header. Each secret in the configuration is tried, so that one can be rotated.
 *
 * @throws AppError `webhook_not_configured`, `caller_unverified`
 */
export function verifyCaller(proof: CallerProof, secrets: readonly string[]): Caller {
  if (secrets.length === 0) throw new AppError('webhook_not_configured');
  const proven = proof.signature
    ? secrets.some((secret) => signatureFits(proof, secret))
    : secrets.some((secret) => same(bearerIn(proof), secret));
  if (!proven) throw new AppError('caller_unverified');
  return KNOWS_A_SECRET;
}

/** The scheme is case-insensitive (RFC 9110 §11.1). */
const bearerIn = ({ authorization = '' }: CallerProof): string =>
  /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';

function signatureFits({ rawBody, signature = '' }: CallerProof, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(rawBody).digest('hex');
  return same(signature.toLowerCase().replace(/^sha256=/, ''), expected);
}

/** Compares digests of equal length, so that the time taken reveals neither content nor length. */
function same(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
