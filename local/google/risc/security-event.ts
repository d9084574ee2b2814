import { createHash, randomBytes } from 'node:crypto';
import { type Google, ISSUER } from '../google.ts';
import { signJwt } from '../oauth/signing-key.ts';

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/';
const OAUTH = 'https://schemas.openid.net/secevent/oauth/event-type/';

/** The events that Google sends (developers.google.com/identity/protocols/risc, "Supported event types"). */
export const EVENT_TYPES = {
  'sessions-revoked': `${RISC}sessions-revoked`,
  'tokens-revoked': `${OAUTH}tokens-revoked`,
  'token-revoked': `${OAUTH}token-revoked`,
  'account-disabled': `${RISC}account-disabled`,
  'account-enabled': `${RISC}account-enabled`,
  'account-credential-change-required': `${RISC}account-credential-change-required`,
  verification: `${RISC}verification`,
} as const;

export type EventName = keyof typeof EVENT_TYPES;

/** Google pushes events: RFC 8935, under the URI that its draft gave the delivery method. */
export const PUSH = 'https://schemas.openid.net/secevent/risc/delivery-method/push';

/** The issuer of Google's security events ends with a slash, unlike that of its id_tokens. */
export const RISC_ISSUER = `${ISSUER}/`;

export type SecurityEvent = {
  name: EventName;
  /** The OAuth client that receives it. */
  clientId: string;
  /** The event's payload; its type is the key. */
  body: Record<string, unknown>;
  /** The event's id; sending the same id again simulates a repeated delivery. */
  jti?: string | undefined;
};

/** A security event token (RFC 8417 section 2.2): signed, never expiring. */
export function securityEventToken(
  google: Pick<Google, 'now' | 'signingKey'>,
  { name, clientId, body, jti = randomBytes(16).toString('hex') }: SecurityEvent,
): { jti: string; token: string } {
  const claims = {
    iss: RISC_ISSUER,
    aud: clientId,
    iat: Math.floor(google.now().getTime() / 1000),
    jti,
    events: { [EVENT_TYPES[name]]: body },
  };
  return { jti, token: signJwt(google.signingKey, claims, 'secevent+jwt') };
}

/** Names the account that an event is about. */
export function accountSubject(sub: string): Record<string, unknown> {
  return { subject: { subject_type: 'iss-sub', iss: RISC_ISSUER, sub } };
}

export type TokenIdentifier = 'hash' | 'prefix';

/** Names the refresh token that an event is about, so that its holder can find it ("OAuth token identifiers"). */
export function tokenSubject(refreshToken: string, by: TokenIdentifier): Record<string, unknown> {
  const identifier =
    by === 'prefix'
      ? { token_identifier_alg: 'prefix', token: refreshToken.slice(0, 16) }
      : {
          token_identifier_alg: 'hash_base64_sha512_sha512',
          token: sha512(sha512(refreshToken)).toString('base64'),
        };
  return { subject: { subject_type: 'oauth_token', token_type: 'refresh_token', ...identifier } };
}

const sha512 = (data: string | Buffer): Buffer => createHash('sha512').update(data).digest();
