import type { Failure } from './connection.ts';
import type { CredentialId } from './credential.ts';

/** Every kind of event in the audit trail. The first four are changes of a connection's status. */
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

/** How the notification of another system stands, until it is delivered or given up. */
export type NotificationState = {
  /** When the next delivery is due; null: none is. */
  readonly dueAt: Date | null;
  readonly attempts: number;
  readonly deliveredAt: Date | null;
};

/** What had failed, as far as a diagnosis needs it. */
export type EventFailure = Pick<Failure, 'code' | 'upstream' | 'since' | 'wholeDomain'>;

/**
 * One change that somebody may ask about later, stored in the same write as the change itself. `id` is also
 * the id of the notification.
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
  /** When the connection's owner consented, and when its token was last refreshed. */
  readonly consentedAt: Date | null;
  readonly refreshedAt: Date | null;
  readonly grantsMinted: number | null;
  /** The address of the person who did it, or who reported it; null: the connector detected it. */
  readonly by: string | null;
  readonly notification: NotificationState;
};
