import type { CompactVerifyResult } from 'jose';
import { compactVerify } from 'jose/jws/compact/verify';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { jsonIn } from '../network/json.ts';
import { SECURITY_EVENT_ISSUER } from './endpoints.ts';
import { isKeyFetchFailure, type Keys, remoteKeys } from './keys.ts';
import { keysReport } from './report.ts';
import { type ReceivedSecurityEvent, securityEvent } from './security-event.ts';

/** The content of one verified token. Google repeats deliveries: the same `jti` is the same token. */
export type SecurityEventToken = {
  readonly jti: string;
  readonly issuedAt: Date;
  readonly events: readonly ReceivedSecurityEvent[];
};

/** Google's tokens have about one thousand characters. A caller must not make us verify megabytes. */
const MAX_CHARACTERS = 16_384;

/** How far Google's clock and ours may differ, in seconds. */
const TOLERANCE_SECONDS = 60;

const claimsSchema = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  iat: z.int().positive(),
  jti: z.string().min(1).max(256),
  // RFC 8417 §2.2: a token without events is no security event token. An id_token has none.
  events: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .refine((events) => Object.keys(events).length > 0),
});

/**
 * Makes the function that verifies and reads a security event token of Google's Cross-Account Protection
 * (RFC 8417; developers.google.com/identity/protocols/risc, "Decode and validate"). A token reports past
 * events, so it never expires and may be delivered again: the caller must remember its `jti`.
 *
 * The function throws AppError `security_event_invalid`, whose detail `err` is the code of RFC 8935 §2.4
 * to answer with, or `google_unavailable` when the keys cannot be fetched.
 *
 * @param clientId the OAuth client that the token must be for
 */
export function createSecurityEventVerifier(
  clientId: string,
  jwksUrl: string,
): (token: string, now: Date) => Promise<SecurityEventToken> {
  const keys = remoteKeys(jwksUrl);
  return async (token, now) => {
    if (token.length > MAX_CHARACTERS) throw invalid('invalid_request');
    const { payload, protectedHeader } = await verifySignature(token, keys());
    if (!isPossibleType(protectedHeader.typ)) throw invalid('invalid_request');
    const { iss, aud, iat, jti, events } = readClaims(payload);
    if (iss !== SECURITY_EVENT_ISSUER) throw invalid('invalid_issuer');
    if (![aud].flat().includes(clientId)) throw invalid('invalid_audience');
    if (iat > now.getTime() / 1000 + TOLERANCE_SECONDS) throw invalid('invalid_request');
    return {
      jti,
      issuedAt: new Date(iat * 1000),
      events: Object.entries(events).map(([type, body]) => securityEvent(type, body)),
    };
  };
}

/** Allows one algorithm only, so that a public key cannot be used as an HMAC secret (RFC 8725 §2.1). */
async function verifySignature(token: string, keys: Keys): Promise<CompactVerifyResult> {
  try {
    return await compactVerify(token, keys, { algorithms: ['RS256'] });
  } catch (thrown) {
    if (!isKeyFetchFailure(thrown)) throw invalid('invalid_key');
    throw new AppError('google_unavailable', { upstream: keysReport(thrown) });
  }
}

/**
 * RFC 8417 §2.3 recommends `secevent+jwt`; Google documents no type. The other tokens that Google signs
 * with these keys, id_tokens, differ by their issuer and by having no events.
 */
function isPossibleType(typ: unknown): boolean {
  if (typ === undefined) return true;
  return typeof typ === 'string' && /^((application\/)?secevent\+jwt|jwt)$/i.test(typ);
}

function readClaims(payload: Uint8Array): z.infer<typeof claimsSchema> {
  const claims = claimsSchema.safeParse(jsonIn(new TextDecoder().decode(payload)));
  if (!claims.success) throw invalid('invalid_request');
  return claims.data;
}

/** The codes of RFC 8935 §2.4 that apply. */
type DeliveryError = 'invalid_request' | 'invalid_key' | 'invalid_issuer' | 'invalid_audience';

function invalid(err: DeliveryError): AppError {
  return new AppError('security_event_invalid', { detail: { err } });
}
