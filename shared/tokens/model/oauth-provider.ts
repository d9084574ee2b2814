import type { AccessToken, Mailbox } from './connection.ts';

/** The token endpoint's answer (RFC 6749 §5.1); the lifetimes are in seconds. */
export type TokenAnswer = {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly refreshToken: string | null;
  /** How long the grant lasts, where its owner or the client's publishing status limits it. */
  readonly grantExpiresInSeconds?: number | null | undefined;
  /** Null: not said, so that they are those of the request. */
  readonly scopes: readonly string[] | null;
  readonly idToken: string | null;
};

/** The answer to a code, with the scopes that it grants. */
export type CodeAnswer = TokenAnswer & { readonly scopes: readonly string[] };

/** No access token of Google's lives for so long. */
export const LONGEST_TOKEN_MS = 24 * 60 * 60 * 1000;

/** The life of a token, in seconds. A longer one than any is cut; one that is no life is over. */
export const boundedLife = (seconds: number): number =>
  seconds > 0 ? Math.min(seconds, LONGEST_TOKEN_MS / 1000) : 0;

/** The access token of an answer that was received at `at`. */
export const accessTokenIn = (
  { accessToken, expiresInSeconds }: TokenAnswer,
  at: Date,
): AccessToken => ({
  value: accessToken,
  expiresAt: new Date(at.getTime() + boundedLife(expiresInSeconds) * 1000),
});

/** The parameters of an authorization URL (RFC 6749 §4.1.1, RFC 7636, OpenID Connect). */
export type AuthorizationParameters = {
  readonly state: string;
  readonly nonce: string;
  readonly codeChallenge: string;
  readonly scopes: readonly string[];
  /**
   * `skip`: no refresh token is wanted. `force`: one is, so Google must show its consent page again.
   * `reuse`: the stored one is to stay; Google issues another only where it no longer knows of a consent.
   */
  readonly consent: 'skip' | 'force' | 'reuse';
  readonly loginHint: string | null;
};

/**
 * Google's authorization server. Errors: `code_refused`, `grant_refused`, `client_refused`,
 * `google_unavailable`, `identity_unverified`.
 */
export interface OAuthProvider {
  authorizationUrl(parameters: AuthorizationParameters): Promise<string>;
  exchangeCode(code: string, codeVerifier: string): Promise<TokenAnswer>;
  /**
   * Verifies signature, issuer, audience and nonce of an id_token, and that it was valid when it was
   * received: a parked answer may be read hours later (OpenID Connect Core §3.1.3.7). `nonce` null: the id_token
   * came with a refresh, which answers no request of a browser and has none (§12.2).
   */
  verifyIdentity(idToken: string, expected: { nonce: string | null; at: Date }): Promise<Mailbox>;
  refresh(refreshToken: string): Promise<TokenAnswer>;
  /** Revokes by RFC 7009; a token that Google no longer knows counts as revoked. */
  revoke(refreshToken: string): Promise<void>;
}
