/** Where Google answers: Google's own hosts, or an emulated Google below one base URL. */
export type GoogleEndpoints = {
  readonly authorization: string;
  readonly token: string;
  readonly revocation: string;
  readonly jwks: string;
  readonly gmail: string;
};

/** `iss` of every id_token, in the two spellings that Google documents. */
export const GOOGLE_ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

/**
 * `iss` of every security event token, as Google's risc-configuration has it: with a slash, unlike
 * that of its id_tokens. An emulated Google has the same two. Both kinds are signed with the same keys.
 */
export const SECURITY_EVENT_ISSUER = 'https://accounts.google.com/';

const GOOGLE: GoogleEndpoints = {
  authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  revocation: 'https://oauth2.googleapis.com/revoke',
  jwks: 'https://www.googleapis.com/oauth2/v3/certs',
  gmail: 'https://gmail.googleapis.com/',
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
  };
}
