import type { AuditEvent, AuditEventKind } from './audit-event.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { Connection, Health, ListedConnection } from './connection.ts';
import type { DueIndex } from './due.ts';
import type { GrantDigests } from './grant-digests.ts';
import type { RecordKind } from './records.ts';

/** A stored value and the revision that a compare-and-set must name. */
export type Versioned<T> = { readonly value: T; readonly revision: string };

/** One page of a listing; `next` continues it, null at the end. */
export type Page<T> = {
  readonly items: readonly T[];
  readonly next: string | null;
  /** How many records of this page could not be read: one never hides the others. */
  readonly unreadable: number;
};

/** A page that can also be left backwards: `previous` is the `before` of the page before it, null at the beginning. */
export type TwoWayPage<T> = Page<T> & { readonly previous: string | null };

/**
 * Which page of a listing: what follows `after`, or with `before` what leads up to it. Both come from a page before;
 * null for neither begins at the beginning.
 */
export type PageAsked = {
  readonly after: string | null;
  readonly before?: string | null;
  readonly limit: number;
};

/** A connection whose record cannot be read: its id, and the address that the store searches it by. */
export type DamagedConnection = { readonly id: string; readonly address: string };

/** Which connections: of this health (all but the disconnected when null), and of this address. */
export type ConnectionFilter = {
  readonly health: Health | null;
  /** How the address begins, or its whole domain, in lower case. */
  readonly address: { readonly prefix: string } | { readonly domain: string } | null;
  /** Of any health, but under one of these lines: at most `MOST_TROUBLES` (see `listTroubles`). */
  readonly troubles?: readonly string[];
};

/** A line under which ailing connections are listed, and how many stand under it. */
export type CountedTrouble = { readonly trouble: string; readonly count: number };

/** How many such lines one query may name: Firestore's limit for the values of one `in`. */
export const MOST_TROUBLES = 30;

/** All but the disconnected. */
export const EVERY_CONNECTION: ConnectionFilter = { health: null, address: null };

/** What is due before a moment or at it, or only after one, the earliest first. */
export type Due = ({ readonly before: Date } | { readonly after: Date }) & {
  readonly limit: number;
  /** Only of connections; all shards when left out. */
  readonly shards?: readonly number[];
};

/**
 * Every write of a store is a compare-and-set: it names the revision that it replaces (null: there must
 * be none) and answers the new revision, or null when somebody else wrote first. An event that is
 * written along is stored if and only if the write is. A missing read is null, and so is the read of
 * what cannot be an id. Errors: `store_unavailable`, `record_unreadable`, and in the cloud
 * `permission_missing`, `credentials_missing`, `store_incomplete`, `keyring_unusable`.
 */
export interface ConnectionStore {
  readConnection(id: string): Promise<Versioned<Connection> | null>;
  /**
   * What is left of a connection that `readConnection` refuses as `record_unreadable`: each field is judged on
   * its own, and one that cannot be read has a value that grants nothing. It waits for its owner
   * (`needs_reconnect`) unless it is disconnected. Its generation is at least that of every writer that read
   * the record before it was damaged. An empty `subject` is not known.
   *
   * Only for what replaces or ends the connection: `writeConnection` takes the revision as that of any other.
   */
  salvageConnection(id: string): Promise<Versioned<Connection> | null>;
  writeConnection(
    connection: Connection,
    revision: string | null,
    event?: AuditEvent | null,
  ): Promise<string | null>;
  /** By address. */
  listConnections(
    page: PageAsked & { readonly filter?: ConnectionFilter },
  ): Promise<TwoWayPage<ListedConnection> & { readonly damaged: readonly DamagedConnection[] }>;
  countConnections(filter: ConnectionFilter): Promise<number>;
  /**
   * What is wrong with the ailing connections, each line with its count, in the order of the lines: the first
   * `limit` of them. A connection that an earlier release wrote in Firestore has no line until its next write.
   */
  listTroubles(limit: number): Promise<readonly CountedTrouble[]>;
  /**
   * By any spelling of the mailbox's address. An active one before others; never a disconnected one, nor the one
   * with the id `except`.
   */
  findByAddress(address: string, except?: string): Promise<ListedConnection | null>;
  /** The id of the connection whose grant has this digest. */
  findByGrantDigest(digest: keyof GrantDigests, value: string): Promise<string | null>;
}

/** What is due, by any declared due time. */
export interface DueStore {
  /** Ids of connections or of events. */
  due(index: DueIndex, due: Due): Promise<readonly string[]>;
}

/** Where pending authorizations live. */
export interface RequestStore {
  readRequest(id: string): Promise<Versioned<AuthorizationRequest> | null>;
  writeRequest(request: AuthorizationRequest, revision: string | null): Promise<string | null>;
  /** Ids of requests whose answer was parked before then, or after then, and never settled. */
  parkedRequests(
    parked: ({ before: Date } | { after: Date }) & { limit: number },
  ): Promise<readonly string[]>;
  /**
   * Deletes requests without an answer that expired before `before`, and those whose answer was parked before
   * `parkedBefore`. Returns how many.
   */
  forgetRequests(expired: { before: Date; parkedBefore: Date }): Promise<number>;
}

/**
 * Which events. By kind, person and address only those are found that a release wrote which has these fields in
 * Firestore; by their time, all.
 */
export type EventFilter = {
  /** Of any of these kinds, at most 30; left out: of every kind. */
  readonly kinds?: readonly AuditEventKind[];
  /** Done by the person with this address, in lower case. */
  readonly by?: string;
  /** About the mailbox that had this address, in lower case, also if it is disconnected. */
  readonly address?: string;
  /** At this moment or later. */
  readonly from?: Date;
  /** Before this moment. */
  readonly until?: Date;
};

/** The events, which are written along with what they tell of. */
export interface AuditTrail {
  /** The newest first: of one connection, or with null of all and of the fleet. */
  listEvents(of: { connectionId: string | null; limit: number }): Promise<readonly AuditEvent[]>;
  /** The same, page by page: `after` is the `next` of the page before, null for the first. */
  pageEvents(
    of: PageAsked & { readonly connectionId: string | null; readonly filter?: EventFilter },
  ): Promise<TwoWayPage<AuditEvent>>;
  readEvent(id: string): Promise<Versioned<AuditEvent> | null>;
  writeEvent(event: AuditEvent, revision: string): Promise<string | null>;
}

/** Small records by kind and id. */
export interface RecordStore {
  readRecord<Value>(kind: RecordKind<Value>, id: string): Promise<Versioned<Value> | null>;
  /** @param record `expiresAt`: when it may be forgotten; null: never */
  writeRecord<Value>(
    record: {
      readonly kind: RecordKind<Value>;
      readonly id: string;
      readonly value: Value;
      readonly expiresAt: Date | null;
    },
    revision: string | null,
    event?: AuditEvent | null,
  ): Promise<string | null>;
  /** Every record of a kind. */
  listRecords<Value>(kind: RecordKind<Value>): Promise<readonly Value[]>;
  /** Deletes what expired before then: records and, after their time, events. */
  forgetExpired(before: Date): Promise<number>;
}

/** Everything that is stored but grants. */
export type Store = ConnectionStore & DueStore & RequestStore & AuditTrail & RecordStore;
