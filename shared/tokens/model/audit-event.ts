import type { Failure } from './connection.ts';
import type { CredentialId } from './credential.ts';

/** Every kind of event in the audit trail. */
export const AUDIT_EVENT_KINDS = [
  'connected',
  'needs_reconnect',
  'recovered',
  'disconnected',
  'probe_failing',
  'probe_recovered',
  'address_changed',
  'grants_near_cap',
  'grant_ending',
  'security_event',
  'fleet_paused',
  'fleet_resumed',
  'fleet_probes_failing',
  'fleet_probes_recovered',
  'signed_in',
  'sign_in_refused',
  'link_made',
  'link_withdrawn',
  'keys_backed_up',
  'fallback_took_over',
  'fallback_changed',
  'delegation_added',
  'delegation_changed',
  'delegation_key_added',
  'delegation_key_removed',
  'delegation_removed',
  'imap_enabled',
  'org_added',
  'org_changed',
  'org_removed',
  'intake_on',
  'intake_off',
  'routing_changed',
  'mail_held',
  'mail_released',
  'mail_skipped_by_person',
  'org_paused',
  'org_resumed',
  'sweep_found_mail',
  'books_differ',
  'push_silent',
  'backfill_begun',
  'backfill_ended',
  'mail_moved',
  'mail_customer_corrected',
  'address_erased',
  'caller_added',
  'caller_changed',
  'caller_secret_added',
  'caller_secret_removed',
  'caller_removed',
  'send_not_sent',
  'send_unknown',
  'send_row_failed',
] as const;

export type AuditEventKind = (typeof AUDIT_EVENT_KINDS)[number];

/**
 * The kinds that are for the audit trail only: no other system is notified of what people do on our pages, or of a mail
 * that was to be sent, whose caller asks for its state.
 */
const UNNOTIFIED = [
  'signed_in',
  'sign_in_refused',
  'link_made',
  'link_withdrawn',
  'keys_backed_up',
  'fallback_changed',
  'delegation_added',
  'delegation_changed',
  'delegation_key_added',
  'delegation_key_removed',
  'delegation_removed',
  'imap_enabled',
  'org_added',
  'org_changed',
  'org_removed',
  'intake_on',
  'intake_off',
  'routing_changed',
  'mail_released',
  'mail_skipped_by_person',
  'backfill_begun',
  'backfill_ended',
  'mail_moved',
  'mail_customer_corrected',
  'address_erased',
  'caller_added',
  'caller_changed',
  'caller_secret_added',
  'caller_secret_removed',
  'caller_removed',
] as const satisfies readonly AuditEventKind[];

export type NotifiedKind = Exclude<AuditEventKind, (typeof UNNOTIFIED)[number]>;

/** Is another system notified of this kind of event? */
export const isNotified = (kind: AuditEventKind): kind is NotifiedKind =>
  !UNNOTIFIED.some((each) => each === kind);

/**
 * The role of the person whom an event names: `administrator` did it, `owner` consented at Google,
 * `requester` pressed the button of the probe or refresh that detected it.
 */
export const EVENT_ROLES = ['administrator', 'owner', 'requester'] as const;

export type EventRole = (typeof EVENT_ROLES)[number];

/** Who did it. */
export type EventActor = {
  /** The address of the person who did it, or who reported it; null: the connector detected it. */
  readonly by: string | null;
  /** Null: `by` is no person, or the event was stored before roles were. */
  readonly role: EventRole | null;
  /** The administrator who made the link by which the owner consented; null: there was no link. */
  readonly linkBy: string | null;
};

/** The properties of a mailbox, or of what becomes of its mail, whose change an event names. */
export const CHANGED_PROPERTIES = [
  'profile',
  'address',
  'method',
  'org',
  'label',
  'origin',
  'priority',
  'record_type',
  'owner',
  'mode',
  'policy',
  'case',
  'permissions',
] as const;

/** What a property of the mailbox was before the event, and is after it. */
export type EventChange = {
  readonly of: (typeof CHANGED_PROPERTIES)[number];
  readonly from: string;
  readonly to: string;
};

/** On which messages of a day (UTC, `YYYY-MM-DD`) the books of a mailbox differ: their ids at Gmail, at most 20. */
export type EventBooks = { readonly day: string; readonly messageIds: readonly string[] };

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
export type AuditEvent = EventActor & {
  readonly id: string;
  readonly at: Date;
  readonly kind: AuditEventKind;
  /** Null: of a whole fleet. */
  readonly connectionId: string | null;
  /**
   * Which fleet or delegation it is about. Of one connection's events only the failures of a delegated mailbox name
   * it, because a diagnosis depends on it.
   */
  readonly credential: CredentialId | null;
  /** The mailbox's address, or the service account's of an event about a delegation. */
  readonly address: string | null;
  readonly failure: EventFailure | null;
  /** When the connection's owner consented, and when its token was last refreshed. */
  readonly consentedAt: Date | null;
  readonly refreshedAt: Date | null;
  readonly grantsMinted: number | null;
  /** When the connection's grant ends; null: Google named no end. */
  readonly grantEndsAt: Date | null;
  /** The mailbox worked already when it was connected. False for every other kind. */
  readonly again: boolean;
  /** Null: no property changed that has a name. */
  readonly change: EventChange | null;
  /** Of a disconnect: was the grant revoked at Google? Null: any other event, or one of an earlier release. */
  readonly revoked: boolean | null;
  /** How many messages it is about; null: it is about none. */
  readonly count: number | null;
  /** Null: any other event than `books_differ`, or one of an earlier release. */
  readonly books: EventBooks | null;
  readonly notification: NotificationState;
};
