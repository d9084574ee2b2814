import { z } from 'zod';
import { PREFIX_CHARACTERS, type SecurityEvent } from '../tokens/index.ts';
import { GOOGLE_ISSUERS, SECURITY_EVENT_ISSUER } from './endpoints.ts';

/** A security event with what Google sends beside it. The product acts on neither addition. */
export type ReceivedSecurityEvent = SecurityEvent & {
  /** Why an account was disabled: `hijacking` or `bulk-account`, if Google says so. */
  readonly reason: string | null;
  /** The `state` of the request for a verification event, which the event repeats. */
  readonly state: string | null;
};

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/';
const OAUTH = 'https://schemas.openid.net/secevent/oauth/event-type/';

/** Google's "Supported event types". */
const KINDS = {
  [`${OAUTH}token-revoked`]: 'token_revoked',
  [`${OAUTH}tokens-revoked`]: 'tokens_revoked',
  [`${RISC}sessions-revoked`]: 'sessions_revoked',
  [`${RISC}account-disabled`]: 'account_disabled',
  [`${RISC}account-enabled`]: 'account_enabled',
  [`${RISC}account-credential-change-required`]: 'credential_change_required',
  [`${RISC}verification`]: 'verification',
} as const;

/** Every event type that Google sends: what a receiver of all of them registers for. */
export const EVENT_TYPES: readonly string[] = Object.keys(KINDS);

/** Google identifies an account by issuer and subject, or by the claims of its id_tokens. */
const accountSchema = z.object({
  subject_type: z.enum(['iss-sub', 'id_token_claims']),
  iss: z.enum([SECURITY_EVENT_ISSUER, ...GOOGLE_ISSUERS]).optional(),
  sub: z.string().min(1).max(255),
});

const SHA512_BYTES = 64;

/** "OAuth token identifiers": only refresh tokens are supported. */
const tokenSchema = z.object({
  subject_type: z.literal('oauth_token'),
  token_type: z.literal('refresh_token'),
  token_identifier_alg: z.enum(['prefix', 'hash_base64_sha512_sha512']),
  token: z.string(),
});

/** Reads one event. Whatever it does not recognise becomes null: an unknown field must not reject an event. */
export function securityEvent(type: string, body: Record<string, unknown>): ReceivedSecurityEvent {
  return {
    kind: Object.hasOwn(KINDS, type) ? KINDS[type as keyof typeof KINDS] : 'unrecognised',
    subject: accountSchema.safeParse(body['subject']).data?.sub ?? null,
    token: tokenIn(body['subject']),
    reason: shortText(body['reason']),
    state: shortText(body['state']),
  };
}

function tokenIn(subject: unknown): SecurityEvent['token'] {
  const named = tokenSchema.safeParse(subject).data;
  if (!named) return null;
  if (named.token_identifier_alg === 'prefix') {
    const isPrefix = named.token.length === PREFIX_CHARACTERS;
    return isPrefix ? { alg: 'prefix', value: named.token } : null;
  }
  // Normalized, so that it can be looked up: padded, with + and /.
  const hash = Buffer.from(named.token, 'base64');
  return hash.length === SHA512_BYTES ? { alg: 'hash', value: hash.toString('base64') } : null;
}

function shortText(value: unknown): string | null {
  return typeof value === 'string' && value.length <= 512 ? value : null;
}
