import type { LogLevel } from '../config/index.ts';
import type { ErrorCode } from '../errors.ts';
import type { Log } from '../log.ts';
import type { MailEvent } from '../mail/model/mail-event.ts';
import type { MailStore } from '../mail/ports.ts';
import type { AuditEvent, AuditEventKind, Store } from '../tokens/index.ts';

/** How loud each is: what somebody has to act on is no mere information. */
const SEVERITIES: Readonly<Record<AuditEventKind, LogLevel>> = {
  connected: 'info',
  needs_reconnect: 'warning',
  recovered: 'info',
  disconnected: 'info',
  probe_failing: 'warning',
  probe_recovered: 'info',
  address_changed: 'info',
  grants_near_cap: 'warning',
  grant_ending: 'warning',
  security_event: 'info',
  fleet_paused: 'error',
  fleet_resumed: 'info',
  fleet_probes_failing: 'error',
  fleet_probes_recovered: 'info',
  signed_in: 'info',
  sign_in_refused: 'info',
  link_made: 'info',
  link_withdrawn: 'info',
  keys_backed_up: 'info',
  fallback_took_over: 'warning',
  fallback_changed: 'info',
  delegation_added: 'info',
  delegation_changed: 'info',
  delegation_key_added: 'info',
  delegation_key_removed: 'info',
  delegation_removed: 'info',
  imap_enabled: 'info',
  org_added: 'info',
  org_changed: 'info',
  org_removed: 'info',
  intake_on: 'info',
  intake_off: 'info',
  routing_changed: 'info',
  mail_held: 'warning',
  mail_released: 'info',
  mail_skipped_by_person: 'info',
  org_paused: 'error',
  org_resumed: 'info',
  sweep_found_mail: 'warning',
  books_differ: 'warning',
  push_silent: 'warning',
  backfill_begun: 'info',
  backfill_ended: 'info',
  mail_moved: 'info',
  mail_customer_corrected: 'info',
  address_erased: 'info',
  caller_added: 'info',
  caller_changed: 'info',
  caller_secret_added: 'info',
  caller_secret_removed: 'info',
  caller_removed: 'info',
  send_not_sent: 'warning',
  send_unknown: 'error',
  send_row_failed: 'warning',
};

/**
 * A store that logs each event that it has stored, at most once, whichever function it happened in: what
 * alerts are made of. An event of a write that came to nothing is not logged, nor is one whose write was
 * answered with an error and arrived all the same: that is rare, and the audit trail has it.
 */
export function logEvents(store: Store, log: Log): Store {
  const stored = (event: AuditEvent | null | undefined, revision: string | null) => {
    if (event && revision !== null) logEvent(log, event);
    return revision;
  };
  return {
    ...store,
    writeConnection: async (connection, revision, event) =>
      stored(event, await store.writeConnection(connection, revision, event)),
    writeRecord: async (record, revision, event) =>
      stored(event, await store.writeRecord(record, revision, event)),
  };
}

/** The same for the events of mail. */
export function logMailEvents(mail: MailStore, log: Log): MailStore {
  const stored = (event: MailEvent | null | undefined, revision: string | null) => {
    if (event && revision !== null) logEvent(log, event);
    return revision;
  };
  return {
    ...mail,
    writeIntake: async (intake, revision, event) =>
      stored(event, await mail.writeIntake(intake, revision, event)),
    writeEntry: async (entry, revision, event) =>
      stored(event, await mail.writeEntry(entry, revision, event)),
    writeSend: async (send, revision, event) =>
      stored(event, await mail.writeSend(send, revision, event)),
    writeOrgPause: async (pause, revision, event) =>
      stored(event, await mail.writeOrgPause(pause, revision, event)),
  };
}

type Logged = {
  readonly kind: AuditEventKind;
  readonly connectionId: string | null;
  readonly failure: { readonly code: ErrorCode } | null;
};

function logEvent(log: Log, { kind, connectionId, failure }: Logged): void {
  log(SEVERITIES[kind], `event: ${kind}`, {
    event: kind,
    ...(connectionId !== null && { connectionId }),
    ...(failure && { code: failure.code }),
  });
}
