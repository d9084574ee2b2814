import { verify } from 'node:crypto';
import { z } from 'zod';
import { jsonIn } from '../../../shared/network/json.ts';
import type { Google } from '../google.ts';
import type { ServiceAccount, ServiceAccountKey } from '../state/service-accounts.ts';
import { isServiceAccountEmail } from '../state/service-accounts.ts';
import { ASSERTION_ERRORS, TOKEN_ERRORS, type TokenError } from './errors.ts';

/** The signed assertion of a service account (RFC 7523 section 3). */
export type Assertion = { issuer: ServiceAccount; claims: Claims };

type Claims = z.infer<typeof claimsSchema>;
type Parts = {
  header: z.infer<typeof headerSchema>;
  claims: Claims;
  input: string;
  signature: Buffer;
};

/** An assertion may live for an hour, and clocks may differ by a minute; Google tolerates more. */
const MAX_SECONDS = 3600;
const TOLERANCE_SECONDS = 60;

const headerSchema = z.object({
  alg: z.literal('RS256'),
  typ: z.literal('JWT').optional(),
  kid: z.string().optional(),
});
const claimsSchema = z.object({
  iss: z.string(),
  aud: z.unknown().optional(),
  iat: z.unknown().optional(),
  exp: z.unknown().optional(),
  scope: z.unknown().optional(),
  sub: z.unknown().optional(),
});

/**
 * Verifies an assertion: its issuer, signature, audience and times.
 *
 * @param at the time by the clock of the token endpoint
 */
export function verifyAssertion(
  google: Pick<Google, 'baseUrl' | 'serviceAccounts'>,
  text: string,
  at: Date,
): Assertion | TokenError {
  const parts = parse(text);
  if (!parts) return ASSERTION_ERRORS.malformed;
  const { claims } = parts;
  if (!isServiceAccountEmail(claims.iss)) return ASSERTION_ERRORS.noVerifier;
  const issuer = google.serviceAccounts.byEmail(claims.iss);
  if (!issuer) return ASSERTION_ERRORS.unknownIssuer;
  if (issuer.disabled) return TOKEN_ERRORS.disabledClient;
  if (!isSigned(parts, google.serviceAccounts.keys(issuer.email)))
    return ASSERTION_ERRORS.signature;
  if (claims.aud !== audience(google)) return ASSERTION_ERRORS.audience;
  return isTimely(claims, Math.floor(at.getTime() / 1000))
    ? { issuer, claims }
    : ASSERTION_ERRORS.clock;
}

/** The `aud` that an assertion must have: as at Google, the URL of the token endpoint and no other. */
function audience({ baseUrl }: Pick<Google, 'baseUrl'>): string {
  return `${baseUrl}/token`;
}

/** The address in an assertion's `sub`, which nobody has verified yet. */
export function claimedSubject(text: string): string | undefined {
  const sub = parse(text)?.claims.sub;
  return typeof sub === 'string' ? sub : undefined;
}

function parse(text: string): Parts | undefined {
  const match = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(text);
  const [, header = '', claims = '', signature = ''] = match ?? [];
  const parsed = {
    header: headerSchema.safeParse(decodeJson(header)).data,
    claims: claimsSchema.safeParse(decodeJson(claims)).data,
  };
  if (!parsed.header || !parsed.claims) return undefined;
  return {
    header: parsed.header,
    claims: parsed.claims,
    input: `${header}.${claims}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

const decodeJson = (part: string): unknown =>
  jsonIn(Buffer.from(part, 'base64url').toString('utf8'));

/** Without a key id, any enabled key of the issuer may have signed. */
function isSigned(
  { header, input, signature }: Parts,
  keys: readonly ServiceAccountKey[],
): boolean {
  return keys
    .filter(({ keyId, disabled }) => !disabled && (header.kid ?? keyId) === keyId)
    .some(({ publicKey }) => verify('RSA-SHA256', Buffer.from(input), publicKey, signature));
}

function isTimely({ iat, exp }: Claims, now: number): boolean {
  const times = z.tuple([z.int(), z.int()]).safeParse([iat, exp]).data;
  if (!times) return false;
  const [issuedAt, expiresAt] = times;
  const seconds = expiresAt - issuedAt;
  if (seconds <= 0 || seconds > MAX_SECONDS) return false;
  return issuedAt <= now + TOLERANCE_SECONDS && expiresAt > now - TOLERANCE_SECONDS;
}
