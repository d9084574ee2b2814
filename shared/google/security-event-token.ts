import type { CompactVerifyResult } from 'jose';
import { compactVerify } from 'jose/jws/compact/verify';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { SECURITY_EVENT_ISSUER } from './endpoints.ts';
import { isKeyFetchFailure, type Keys, remoteKeys } from './keys.ts';
import { securityEvent, type ToldEvent } from './security-event.ts';

/** What Google tells at once. Deliveries are repeated: the same `jti` is the same token. */
export type SecurityEventToken = {
  readonly jti: string;
  readonly issuedAt: Date;
  readonly events: readonly ToldEvent[];
};

/** Google's have about one thousand; nobody may make us parse and check megabytes. */
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
 * Answers what a security event token of Google's Cross-Account Protection says (RFC 8417;
 * developers.google.com/identity/protocols/risc, "Decode and validate"). It tells of the past and so never
 * expires, and may come again: whoever acts on it keeps its `jti`.
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

/** One algorithm only: a public key must never pass for the secret of another (RFC 8725 §2.1). */
async function verifySignature(token: string, keys: Keys): Promise<CompactVerifyResult> {
  try {
    return await compactVerify(token, keys, { algorithms: ['RS256'] });
  } catch (thrown) {
    throw isKeyFetchFailure(thrown) ? new AppError('google_unavailable') : invalid('invalid_key');
  }
}

/**
 * RFC 8417 §2.3 recommends `secevent+jwt`, and Google documents no type at all: what it surely signs
 * otherwise, an id_token, is told apart by its issuer and by having no events.
 */
function isPossibleType(typ: unknown): boolean {
  if (typ === undefined) return true;
  return typeof typ === 'string' && /^((application\/)?secevent\+jwt|jwt)$/i.test(typ);
}

function readClaims(payload: Uint8Array): z.infer<typeof claimsSchema> {
  const claims = claimsSchema.safeParse(jsonIn(payload));
  if (!claims.success) throw invalid('invalid_request');
  return claims.data;
}

function jsonIn(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}

/** The codes of RFC 8935 §2.4 that fit. */
type DeliveryError = 'invalid_request' | 'invalid_key' | 'invalid_issuer' | 'invalid_audience';

function invalid(err: DeliveryError): AppError {
  return new AppError('security_event_invalid', { detail: { err } });
}
