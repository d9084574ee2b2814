import type { Failure } from './connection.ts';
import type { CredentialId } from './credential.ts';

/** Everything that the audit trail tells. The first group are changes of a connection's status. */
export const AUDIT_EVENT_KINDS = [
  'connected',
  'needs_reconnect',
  'recovered',
  'disconnected',
  'probe_failing',
  'probe_recovered',
  'grants_near_cap',
  'security_event',
  'fleet_paused',
  'fleet_resumed',
] as const;

export type AuditEventKind = (typeof AUDIT_EVENT_KINDS)[number];

/** Telling somebody else of an event, until it is delivered or given up. */
export type NotificationState = {
  /** Null: nothing more to do. */
  readonly dueAt: Date | null;
  readonly attempts: number;
  readonly deliveredAt: Date | null;
};

/** What was the matter, as far as a diagnosis needs it. */
export type EventFailure = Pick<Failure, 'code' | 'upstream' | 'since' | 'wholeDomain'>;

/**
 * One change that somebody may ask about later, stored in the same write as the change itself. `id` is
 * also the message's id with which it is told elsewhere.
 */
export type AuditEvent = {
  readonly id: string;
  readonly at: Date;
  readonly kind: AuditEventKind;
  /** Null: of a whole fleet. */
  readonly connectionId: string | null;
  /** Which fleet it is about; null for an event of one connection. */
  readonly credential: CredentialId | null;
  readonly address: string | null;
  readonly failure: EventFailure | null;
  /** Of the connection: when its owner consented and its token was last refreshed. */
  readonly consentedAt: Date | null;
  readonly refreshedAt: Date | null;
  readonly grantsMinted: number | null;
  /** The address of whoever did it, or who told of it; null: the connector itself found out. */
  readonly by: string | null;
  readonly notification: NotificationState;
};
