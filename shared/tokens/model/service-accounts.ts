import type { Mailbox } from './connection.ts';
import type { TokenAnswer } from './oauth-provider.ts';

/** How an assertion is signed: with a private key (PKCS#8, PEM), or by Google for our own identity. */
export type Signer =
  | { readonly kind: 'key'; readonly privateKey: string; readonly keyId: string | null }
  | { readonly kind: 'keyless' };

/** What an assertion says: who asks, for which mailbox (`subject`, its address), and for which scopes. */
export type AssertionRequest = {
  readonly serviceAccount: string;
  readonly signer: Signer;
  readonly subject: string;
  readonly scopes: readonly string[];
};

/** Google's token endpoint for service accounts that act for mailboxes (domain-wide delegation). */
export interface ServiceAccounts {
  /**
   * Requests an access token with an assertion (RFC 7523 §2.1, §3).
   *
   * @throws AppError `grant_refused`, `client_refused`, `google_unavailable`; for keyless also `signing_refused`
   */
  requestToken(request: AssertionRequest): Promise<TokenAnswer>;
  /**
   * The account of an access token (OpenID Connect Core §5.3, userinfo).
   *
   * @throws AppError `token_rejected`, `identity_unverified`, `google_unavailable`
   */
  identify(accessToken: string): Promise<Mailbox>;
}
