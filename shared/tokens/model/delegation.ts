import { createHash } from 'node:crypto';
import { domainOf } from './address.ts';
import type { ListedConnection } from './connection.ts';
import type { CredentialId } from './credential.ts';
import type { RecordKind } from './records.ts';
import { SCOPE_PROFILES, type ScopeProfile } from './scopes.ts';

/** The kinds of file that a service account's key comes in. */
export const KEY_FORMATS = ['json', 'p12', 'pem'] as const;

export type KeyFormat = (typeof KEY_FORMATS)[number];

/** What is known of a service account's key. The key itself is in the vault. */
export type DelegationKey = {
  readonly format: KeyFormat;
  /** Its name in the vault. */
  readonly version: string;
  /** Google's id of the key; null: the file does not say. */
  readonly keyId: string | null;
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER), in hexadecimal digits. */
  readonly fingerprint: string;
  /** When the key was made; null: the file does not say. */
  readonly madeAt: Date | null;
  readonly addedAt: Date;
  /** The administrator who added it. */
  readonly addedBy: string;
};

/** One service account that may act for the mailboxes of some domains (domain-wide delegation). */
export type Delegation = {
  readonly id: string;
  /** The service account's e-mail address. */
  readonly serviceAccount: string;
  /** The numeric client ID that the Admin console asks for; null: not known. */
  readonly clientId: string | null;
  /** In lower case. A subdomain is a domain of its own. */
  readonly domains: readonly string[];
  /** What its mailboxes may do. */
  readonly profile: ScopeProfile;
  /**
   * The first one signs, and the next one where Google refuses its signature. None: Google signs on behalf of
   * our own identity, and there is no key.
   */
  readonly keys: readonly DelegationKey[];
  readonly createdAt: Date;
  readonly createdBy: string;
  /** Null: it is in use. */
  readonly removedAt: Date | null;
};

/** One record for each service account. */
export const DELEGATION_RECORD: RecordKind<Delegation> = { name: 'delegation' };

/** The id follows from the service account, so that it can never have two delegations. */
export const delegationIdOf = (serviceAccount: string): string =>
  createHash('sha256')
    .update(`delegation:${serviceAccount.toLowerCase()}`)
    .digest('base64url')
    .slice(0, 22);

/** The credential that Google knows a delegation by. */
export const delegationCredential = (id: string): CredentialId => `delegation:${id}`;

/** The ids of the delegations that a mailbox uses: the one by which it is connected, and its fallback. */
export const delegationIdsOf = ({
  grant,
  fallback,
}: Pick<ListedConnection, 'grant' | 'fallback'>): ReadonlySet<string> =>
  new Set(
    [grant, fallback].flatMap((each) => (each?.kind === 'delegation' ? [each.delegationId] : [])),
  );

/** May the service account act for this address, as far as we know? */
export const isInDomains = ({ domains }: Pick<Delegation, 'domains'>, address: string): boolean =>
  domains.includes(domainOf(address));

/** The `email` scope as the Admin console lists it. */
export const EMAIL_SCOPE = 'https://www.googleapis.com/auth/userinfo.email';

/**
 * The scopes of an assertion, and those to enter in the Admin console. `openid` and the address identify the
 * mailbox by its `sub`, as the id_token of a consent does.
 */
export const delegatedScopesOf = (profile: ScopeProfile): readonly string[] => [
  'openid',
  EMAIL_SCOPE,
  ...SCOPE_PROFILES[profile],
];
