const GMAIL = 'https://www.googleapis.com/auth/gmail.';

/** Full access, Gmail's only scope for IMAP (Gmail, "OAuth 2.0 Mechanism"). */
export const IMAP_SCOPE = 'https://mail.google.com/';

/** Requested with every profile, because the id_token identifies the mailbox. */
export const IDENTITY_SCOPES = ['openid', 'email'] as const;

/**
 * What a connection may do, from the smallest grant that can be probed to the widest. The scopes
 * follow Gmail's table "Choose Gmail API scopes"; `gmail.labels` alone is neither sensitive nor
 * restricted, so an external app needs no verification for it.
 */
export const SCOPE_PROFILES = {
  probe: [`${GMAIL}labels`],
  send: [`${GMAIL}labels`, `${GMAIL}send`],
  receive_and_send: [`${GMAIL}modify`],
  everything: [IMAP_SCOPE],
} as const satisfies Record<string, readonly string[]>;

export type ScopeProfile = keyof typeof SCOPE_PROFILES;

/** Every profile, from the least to the most. */
export const PROFILES = Object.keys(SCOPE_PROFILES) as readonly ScopeProfile[];

/** What turning IMAP on needs (`users.settings.updateImap`), and no profile contains: see decision 18. */
export const SETTINGS_SCOPE = `${GMAIL}settings.basic`;

/** May a connection with this profile use IMAP? */
export const includesImap = (profile: ScopeProfile): boolean =>
  SCOPE_PROFILES[profile].some((scope) => scope === IMAP_SCOPE);

/**
 * Every scope with which `users.messages.get` answers a whole message. `gmail.metadata` does not: it refuses
 * `format=raw` and a search.
 */
const READING_SCOPES: ReadonlySet<string> = new Set([
  IMAP_SCOPE,
  `${GMAIL}modify`,
  `${GMAIL}readonly`,
]);

/** May a connection with this profile read mail? */
export const canReadMail = (profile: ScopeProfile): boolean =>
  SCOPE_PROFILES[profile].some((scope) => READING_SCOPES.has(scope));

/** The scopes to request from Google, in the order of the request. */
export function scopesOf(profile: ScopeProfile): readonly string[] {
  return [...IDENTITY_SCOPES, ...SCOPE_PROFILES[profile]];
}

/**
 * The scopes of a profile that an answer lacks (RFC 6749 §5.1: `scope` tells what was granted).
 * Identity is proved by the id_token, so only Gmail's scopes are compared.
 */
export function missingScopes(profile: ScopeProfile, granted: readonly string[]): string[] {
  return SCOPE_PROFILES[profile].filter((scope) => !granted.includes(scope));
}

/** Is this the name of a profile? */
export function isScopeProfile(name: string): name is ScopeProfile {
  return Object.hasOwn(SCOPE_PROFILES, name);
}
