import type { AuthorizationRequest } from './authorization-request.ts';
import type { Connection, Grant, ListedConnection } from './connection.ts';
import type { OAuthProvider } from './oauth-provider.ts';

/** A stored value and the revision that a compare-and-set must name. */
export type Versioned<T> = { readonly value: T; readonly revision: string };

/** One page of a listing; `next` continues it, null at the end. */
export type Page<T> = {
  readonly items: readonly T[];
  readonly next: string | null;
  /** How many records of this page could not be read: one never hides the others. */
  readonly unreadable: number;
};

/**
 * Where connections and authorization requests live. Every write is a compare-and-set: it names
 * the revision it replaces (null: there must be none) and answers the new revision, or null when
 * somebody else wrote first. A missing read is null, and so is the read of what cannot be an id.
 * Errors: `store_unavailable`, `record_unreadable`, and in the cloud `permission_missing`,
 * `credentials_missing`, `store_incomplete`, `keyring_unusable`.
 */
export interface ConnectionStore {
  readConnection(id: string): Promise<Versioned<Connection> | null>;
  writeConnection(connection: Connection, revision: string | null): Promise<string | null>;
  /** By address; disconnected ones are left out. */
  listConnections(page: { after: string | null; limit: number }): Promise<Page<ListedConnection>>;
  findByAddress(address: string): Promise<ListedConnection | null>;
  /** Ids of connections of these shards whose `refreshDueAt` has come, the longest overdue first. */
  dueConnections(due: {
    before: Date;
    limit: number;
    shards: readonly number[];
  }): Promise<readonly string[]>;

  readRequest(id: string): Promise<Versioned<AuthorizationRequest> | null>;
  writeRequest(request: AuthorizationRequest, revision: string | null): Promise<string | null>;
  /** Ids of requests whose answer was parked before then and never settled. */
  parkedRequests(parked: { before: Date; limit: number }): Promise<readonly string[]>;
  /** Deletes what expired before then, and answers parked before `parkedBefore`; answers how many. */
  forgetRequests(expired: { before: Date; parkedBefore: Date }): Promise<number>;
}

export type GrantVersion = { readonly name: string; readonly createdAt: Date };

/**
 * Where refresh tokens live: immutable versions, each under a name of its own. Errors: as the store,
 * and `grant_disabled` for a version that somebody switched off.
 */
export interface GrantVault {
  /** Stores a new version and answers its name. */
  put(connectionId: string, grant: Grant): Promise<string>;
  /** The grant of exactly that version; null when it was destroyed or never was. */
  get(version: string): Promise<Grant | null>;
  /** Ends a version for good; destroying what is gone is no error. */
  destroy(version: string): Promise<void>;
  /** The live versions of a connection, oldest first, for the sweep of orphans. */
  versions(connectionId: string): Promise<readonly GrantVersion[]>;
  /** Is this version where `put` would store it now? Else it waits to be moved there. */
  isHome(version: string): boolean;
}

export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

export interface Ids {
  /** 256 random bits, base64url: for links, verifiers and nonces. */
  secret(): string;
  /** Unique, not secret: for lease owners. */
  unique(): string;
  /** A number in [0, 1): for jitter. */
  random(): number;
}

export type Ports = {
  readonly store: ConnectionStore;
  readonly vault: GrantVault;
  readonly oauth: OAuthProvider;
  readonly clock: Clock;
  readonly ids: Ids;
};
