/** An IMAP server, reached over TLS from the first byte (RFC 8314 §3.2). */
export type ImapServer = {
  readonly host: string;
  readonly port: number;
  /** The certificate authorities that are trusted instead of Node's, as PEM: for a server of a test. */
  readonly ca?: string;
};

/** Google's endpoints: on Google's own hosts, or below the base URL of an emulated Google. */
export type GoogleEndpoints = {
  readonly authorization: string;
  readonly token: string;
  readonly revocation: string;
  readonly jwks: string;
  readonly gmail: string;
  /** Null: the emulated Google has no IMAP server. */
  readonly imap: ImapServer | null;
  /** The API that configures where security events go. */
  readonly risc: string;
  /** OpenID Connect's userinfo: the account of an access token. */
  readonly userinfo: string;
  /** The API that signs for a service account. */
  readonly iamCredentials: string;
};

/** The `iss` of id_tokens, in the two spellings that Google documents. */
export const GOOGLE_ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

/**
 * The `iss` of security event tokens, as in Google's risc-configuration: with a trailing slash, unlike
 * that of id_tokens. The emulated Google uses both as well. The same keys sign both kinds of token.
 */
export const SECURITY_EVENT_ISSUER = 'https://accounts.google.com/';

const GOOGLE: GoogleEndpoints = {
  authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  revocation: 'https://oauth2.googleapis.com/revoke',
  jwks: 'https://www.googleapis.com/oauth2/v3/certs',
  gmail: 'https://gmail.googleapis.com/',
  imap: { host: 'imap.gmail.com', port: 993 },
  risc: 'https://risc.googleapis.com',
  userinfo: 'https://openidconnect.googleapis.com/v1/userinfo',
  iamCredentials: 'https://iamcredentials.googleapis.com',
};

/** The endpoints of the real Google (null) or of an emulated one at that base URL. */
export function googleEndpoints(emulatorUrl: string | null): GoogleEndpoints {
  if (emulatorUrl === null) return GOOGLE;
  return {
    authorization: `${emulatorUrl}/o/oauth2/v2/auth`,
    token: `${emulatorUrl}/token`,
    revocation: `${emulatorUrl}/revoke`,
    jwks: `${emulatorUrl}/oauth2/v3/certs`,
    gmail: `${emulatorUrl}/`,
    imap: null,
    risc: emulatorUrl,
    userinfo: `${emulatorUrl}/v1/userinfo`,
    iamCredentials: emulatorUrl,
  };
}
