import * as errors from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import { z } from 'zod';
import { AppError, type UpstreamReport } from '../errors.ts';
import { isAddress, type OAuthProvider } from '../tokens/index.ts';
import { GOOGLE_ISSUERS } from './endpoints.ts';
import { isKeyFetchFailure, type Keys, remoteKeys } from './keys.ts';
import { keysReport } from './report.ts';

/** How far Google's clock and ours may differ, in seconds. */
const TOLERANCE_SECONDS = 60;

const identitySchema = z.object({
  sub: z.string().min(1),
  email: z.string().refine(isAddress),
  email_verified: z.literal(true),
  hd: z.string().min(1).optional(),
  nonce: z.string().optional(),
  iat: z.number(),
});

const callerSchema = z.object({ email: z.email(), email_verified: z.literal(true) });

/**
 * Makes the function that verifies an id_token and returns its account (OpenID Connect Core §3.1.3.7).
 *
 * The function throws AppError `identity_unverified`, `google_unavailable`.
 */
export function createIdentityVerifier(
  audience: string,
  jwksUrl: string,
): OAuthProvider['verifyIdentity'] {
  const keys = remoteKeys(jwksUrl);
  return async (idToken, { nonce, at }) => {
    const claims = await verify(idToken, keys(), { audience, at, refused: 'identity_unverified' });
    const identity = identitySchema.safeParse(claims);
    if (!identity.success || (identity.data.nonce ?? null) !== nonce) throw unverified('claims');
    if (identity.data.iat > at.getTime() / 1000 + TOLERANCE_SECONDS) throw unverified('clock_skew');
    const { sub, email, hd } = identity.data;
    return { subject: sub, address: email, hostedDomain: hd ?? null };
  };
}

/** What Cloud Run puts in the place of the signature of a token that it has verified itself. */
const REMOVED_SIGNATURE = 'SIGNATURE_REMOVED_BY_GOOGLE';

/**
 * Makes the function that verifies a Google-signed OIDC token, as Cloud Scheduler sends it ("Authenticate
 * with OIDC tokens"), and returns the address of its service account.
 *
 * The function throws AppError `caller_unverified`, `google_unavailable`, and `caller_signature_removed` for a
 * token whose signature Google removed. It is never accepted, because anybody can write one, and a public
 * service would pass it on. It has a code of its own because every scheduled call would be refused.
 */
export function createCallerVerifier(jwksUrl: string) {
  const keys = remoteKeys(jwksUrl);
  return async (token: string, audience: string, at: Date): Promise<string> => {
    if (token.split('.')[2] === REMOVED_SIGNATURE) throw new AppError('caller_signature_removed');
    const claims = await verify(token, keys(), { audience, at, refused: 'caller_unverified' });
    const caller = callerSchema.safeParse(claims);
    if (!caller.success) throw callerUnverified('account');
    return caller.data.email;
  };
}

type Expected = { readonly audience: string; readonly at: Date; readonly refused: Refusal };
type Refusal = 'identity_unverified' | 'caller_unverified';

async function verify(
  token: string,
  keys: Keys,
  { audience, at, refused }: Expected,
): Promise<unknown> {
  try {
    const options = {
      audience,
      issuer: GOOGLE_ISSUERS,
      algorithms: ['RS256'],
      currentDate: at,
      // Without these a token never ends. OpenID Connect Core §2 requires them of every id_token.
      requiredClaims: ['exp', 'iat'],
      clockTolerance: TOLERANCE_SECONDS,
    };
    return (await jwtVerify(token, keys, options)).payload;
  } catch (thrown) {
    if (isKeyFetchFailure(thrown)) {
      throw new AppError('google_unavailable', { upstream: keysReport(thrown) });
    }
    if (refused === 'identity_unverified') throw unverified(codeOf(thrown));
    throw callerUnverified(faultOf(thrown));
  }
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof errors.JWTExpired ? 'clock_skew' : 'invalid_token';

const unverified = (error: string): AppError =>
  new AppError('identity_unverified', { upstream: identityReport(error) });

const CLAIM_FAULTS: Readonly<Record<string, CallerFault>> = {
  aud: 'audience',
  iss: 'issuer',
  exp: 'expiry',
};

/** What is wrong with a caller's token. */
export type CallerFault =
  | 'missing'
  | 'malformed'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'expiry'
  | 'account';

function faultOf(thrown: unknown): CallerFault {
  if (thrown instanceof errors.JWTExpired) return 'expiry';
  if (thrown instanceof errors.JWTClaimValidationFailed) {
    return CLAIM_FAULTS[thrown.claim] ?? 'malformed';
  }
  const unsigned =
    thrown instanceof errors.JWSSignatureVerificationFailed ||
    thrown instanceof errors.JWKSNoMatchingKey;
  return unsigned ? 'signature' : 'malformed';
}

/** The refusal of a caller. The log says what is wrong with its token, and the answer does not. */
export const callerUnverified = (fault: CallerFault): AppError =>
  new AppError('caller_unverified', { upstream: identityReport(fault) });

const identityReport = (error: string): UpstreamReport => ({
  service: 'google',
  endpoint: 'identity',
  status: null,
  error,
  subtype: null,
  description: null,
});
