import { createHash, randomBytes } from 'node:crypto';
import { type Google, ISSUER } from '../google.ts';
import { signJwt } from '../oauth/signing-key.ts';
import { EVENT_TYPES, type EventName } from './event-types.ts';

/** Google spells the issuer of its security events with a slash, unlike that of its id_tokens. */
export const RISC_ISSUER = `${ISSUER}/`;

export type SecurityEvent = {
  name: EventName;
  /** The OAuth client that is told. */
  clientId: string;
  /** What the event says beside its type. */
  body: Record<string, unknown>;
  /** Names the event; the same again plays a delivery that was repeated. */
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

/** The account that an event is about. */
export function accountSubject(sub: string): Record<string, unknown> {
  return { subject: { subject_type: 'iss-sub', iss: RISC_ISSUER, sub } };
}

export type TokenIdentifier = 'hash' | 'prefix';

/** The refresh token that an event is about ("OAuth token identifiers"), as its holder can find it. */
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
