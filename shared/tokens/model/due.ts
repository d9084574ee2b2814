import type { AuditEvent } from './audit-event.ts';
import type { ListedConnection } from './connection.ts';

/**
 * A due time by which a store finds what is due. `field` is its stored name. A new due time is one
 * declaration, an entry in `adapters/index-fields.ts`, and its column (SQLite) and index (Firestore).
 */
type DueTime<Table, Stored> = {
  readonly of: Table;
  readonly field: string;
  /** Null: never due. */
  readonly at: (stored: Stored) => Date | null;
  /** Which of the `LONGEST_WAITS` limits it. What lies further ahead was written by a wrong clock, and is due. */
  readonly longestWait: 'refresh' | 'probe' | 'notification';
};

/** Connections are divided into shards, and so is the index over their due times. */
export type ConnectionDue = DueTime<'connections', ListedConnection>;
export type EventDue = DueTime<'events', AuditEvent>;
export type DueIndex = ConnectionDue | EventDue;

/** When `token-refresh` looks at a connection. */
export const REFRESH_DUE: ConnectionDue = {
  of: 'connections',
  field: 'refreshDueAt',
  at: ({ refreshDueAt }) => refreshDueAt,
  longestWait: 'refresh',
};

/** When `label-probe` looks at a connection. */
export const PROBE_DUE: ConnectionDue = {
  of: 'connections',
  field: 'probeDueAt',
  at: ({ probeDueAt }) => probeDueAt,
  longestWait: 'probe',
};

/** When the notification of an event is delivered. Its field has the name of release 0.1. */
export const NOTIFICATION_DUE: EventDue = {
  of: 'events',
  field: 'noticeDueAt',
  at: ({ notification }) => notification.dueAt,
  longestWait: 'notification',
};
