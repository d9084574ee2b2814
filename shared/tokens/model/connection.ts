import type { ErrorCode, UpstreamReport } from '../../errors.ts';
import type { GrantDigests } from './grant-digests.ts';
import type { ScopeProfile } from './scopes.ts';

/** A Google account. `subject` (the id_token's `sub`) never changes; the address may. */
export type Mailbox = {
  readonly subject: string;
  readonly address: string;
  readonly hostedDomain: string | null;
};

/** A short-lived bearer token (RFC 6750). */
export type AccessToken = { readonly value: string; readonly expiresAt: Date };

/** What a mailbox owner consented to. It is stored in the vault, never in the connection. */
export type Grant = { readonly refreshToken: string; readonly scopes: readonly string[] };

/** The owner consented: the vault holds the refresh token, under this version. */
export type ConsentGrant = {
  readonly kind: 'consent';
  readonly version: string;
  /** How Google's security events name the refresh token; null until the next refresh stores them. */
  readonly digests: GrantDigests | null;
};

/** A service account acts for the mailbox (RFC 7523). */
export type DelegationGrant = {
  readonly kind: 'delegation';
  /** The id of the delegation whose service account it is. */
  readonly delegationId: string;
};

/** What lets us obtain access tokens for one connection; `none` after a disconnect. */
export type ConnectionGrant = ConsentGrant | DelegationGrant | { readonly kind: 'none' };

/** How a mailbox is reached. */
export type Method = Exclude<ConnectionGrant['kind'], 'none'>;

/** When a grant ends that does not last: its owner allowed it for a limited time, or the app is in Testing. */
export type GrantEnd = {
  readonly at: Date;
  /** The event that it ends soon is stored. */
  readonly isAnnounced: boolean;
};

/** The exclusive right to refresh one connection, until it expires or is released. */
export type Lease = { readonly owner: string; readonly expiresAt: Date };

/** Why a connection's token could not be refreshed. */
export type Failure = {
  readonly code: ErrorCode;
  readonly upstream: UpstreamReport | null;
  readonly since: Date;
  readonly attempts: number;
  /** Most mailboxes of the domain were refused at the same time: by a policy, not by an owner. */
  readonly wholeDomain: boolean;
};

/** A read-only check of a mailbox, `users.labels.list`. */
export type Probe = {
  readonly at: Date;
  readonly latencyMs: number;
  readonly labels: readonly string[];
  readonly labelCount: number;
  readonly failure: { readonly code: ErrorCode; readonly upstream: UpstreamReport | null } | null;
};

/** Why a part of a check failed. */
export type CheckFailure = { readonly code: ErrorCode; readonly upstream: UpstreamReport | null };

/**
 * What a check of IMAP found. It says nothing of the grant and never changes the status: a mailbox whose IMAP is off
 * can be read by the Gmail API all the same.
 */
export type ImapCheck = {
  readonly at: Date;
  /** Is IMAP on in the mailbox's settings (`users.settings.getImap`)? Null: they could not be read. */
  readonly enabled: boolean | null;
  readonly settingsFailure: CheckFailure | null;
  /** How many folders a login listed. Null: it failed, or was left out for want of a server (emulated Google). */
  readonly folders: number | null;
  readonly loginFailure: CheckFailure | null;
};

/** The result of one probe, for the history: `code` is null when it succeeded. */
export type ProbeSample = {
  readonly at: Date;
  readonly latencyMs: number;
  readonly code: ErrorCode | null;
  /** The name of its failure's diagnosis, which is more precise than the code. Release 0.1 stored none. */
  readonly cause?: string;
  /** It failed for a fault of the Google Cloud project, which says nothing of this mailbox. */
  readonly ofProject?: true;
};

export type ConnectionStatus = 'active' | 'needs_reconnect' | 'disconnected';

/**
 * Our record of one mailbox. `generation` is a fencing number: it rises with every stored credential change,
 * so that a late writer is recognised.
 */
export type Connection = {
  readonly id: string;
  readonly mailbox: Mailbox;
  readonly status: ConnectionStatus;
  readonly profile: ScopeProfile;
  readonly scopes: readonly string[];
  readonly generation: number;
  readonly grant: ConnectionGrant;
  /** The delegation that takes over when the owner's consent dies; null: none does. */
  readonly fallback: DelegationGrant | null;
  /** Null: Google named no end. */
  readonly grantEnd: GrantEnd | null;
  /**
   * How many refresh tokens Google has issued for this mailbox and may still count (cap: 100). They count
   * whatever the grant is now, so this is no part of it.
   */
  readonly grantsMinted: number;
  readonly accessToken: AccessToken | null;
  readonly lease: Lease | null;
  /** When its token was last requested, to the hour: a token in use is refreshed before it expires. */
  readonly usedAt: Date;
  /** When `token-refresh` refreshes this connection; null: never. */
  readonly refreshDueAt: Date | null;
  /** When `label-probe` probes this connection; null: never. */
  readonly probeDueAt: Date | null;
  readonly consentedAt: Date;
  /** Set by a disconnect, which also revoked every answer that Google had given before. */
  readonly disconnectedAt: Date | null;
  readonly refreshedAt: Date | null;
  readonly failure: Failure | null;
  readonly probe: Probe | null;
  /** The last probes, oldest first. */
  readonly probeHistory: readonly ProbeSample[];
  /** The last check of IMAP since the owner's consent. */
  readonly imap: ImapCheck | null;
  /** The authorization request that made the current grant: a resumed one sees that it is done. */
  readonly authorizationRequestId: string;
};

/**
 * A connection without its access token, for lists and searches. Nothing in it is sealed, so that reading it
 * needs no key.
 */
export type ListedConnection = Omit<Connection, 'accessToken'>;

/** The status for lists and counts, where an active connection is healthy or failing. */
export type Health = 'well' | 'failing' | 'needs_reconnect' | 'disconnected';

export function healthOf(
  connection: Pick<ListedConnection, 'status' | 'failure' | 'probe' | 'consentedAt'>,
): Health {
  const { status, failure } = connection;
  if (status !== 'active') return status;
  return failure || currentProbe(connection)?.failure ? 'failing' : 'well';
}

/**
 * The last probe since the owner's consent; null while there is none. An earlier probe is shown, but says
 * nothing of the grant that replaced its own.
 */
export const currentProbe = ({
  probe,
  consentedAt,
}: Pick<ListedConnection, 'probe' | 'consentedAt'>): Probe | null =>
  probe && probe.at >= consentedAt ? probe : null;

/** The vault's version that a connection names; null where its grant has nothing in the vault. */
export const grantVersionOf = ({ grant }: Pick<ListedConnection, 'grant'>): string | null =>
  grant.kind === 'consent' ? grant.version : null;
