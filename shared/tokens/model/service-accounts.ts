import type { Mailbox } from './connection.ts';
import type { TokenAnswer } from './oauth-provider.ts';

/** The private key of a service account, as the vault stores it. */
export type SigningKey = {
  /** PKCS#8, PEM. */
  readonly privateKey: string;
  /** Google's id of the key (`private_key_id`, the `kid` of an assertion); null: not known. */
  readonly keyId: string | null;
};

/** How an assertion is signed: by a key that we hold, or by Google on behalf of our own identity. */
export type Signer = ({ readonly kind: 'key' } & SigningKey) | { readonly kind: 'keyless' };

/** What an assertion says (RFC 7523 §3), and how it is signed. */
export type AssertionRequest = {
  /** The service account's e-mail address, `iss`. */
  readonly serviceAccount: string;
  readonly signer: Signer;
  /** The address of the mailbox for which it acts, `sub`. */
  readonly subject: string;
  readonly scopes: readonly string[];
};

/** Google's authorization server and its userinfo endpoint, as service accounts use them. */
export interface ServiceAccounts {
  /**
   * Exchanges a signed assertion for an access token (RFC 7523 §2.1).
   *
   * @throws AppError `grant_refused`, `client_refused`, `google_unavailable`; for a keyless signer also
   *   `signing_refused`
   */
  requestToken(request: AssertionRequest): Promise<TokenAnswer>;
  /**
   * The account that an access token acts for (OpenID Connect Core §5.3).
   *
   * @throws AppError `identity_unverified`, `token_rejected`, `google_unavailable`
   */
  identify(accessToken: string): Promise<Mailbox>;
}
