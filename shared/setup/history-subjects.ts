import type { HistorySubject } from '../pages/index.ts';
import { AUDIT_EVENT_KINDS, type AuditEventKind } from '../tokens/index.ts';

/** What each kind of event is about. A Record, so that a new kind cannot be forgotten. */
const SUBJECT_OF: Readonly<Record<AuditEventKind, HistorySubject>> = {
  connected: 'connections',
  needs_reconnect: 'connections',
  recovered: 'connections',
  disconnected: 'connections',
  address_changed: 'connections',
  grants_near_cap: 'connections',
  grant_ending: 'connections',
  security_event: 'connections',
  fleet_paused: 'connections',
  fleet_resumed: 'connections',
  fallback_took_over: 'connections',
  fallback_changed: 'connections',
  imap_enabled: 'connections',
  probe_failing: 'checks',
  probe_recovered: 'checks',
  fleet_probes_failing: 'checks',
  fleet_probes_recovered: 'checks',
  intake_on: 'mail',
  intake_off: 'mail',
  routing_changed: 'mail',
  mail_held: 'mail',
  mail_released: 'mail',
  mail_skipped_by_person: 'mail',
  sweep_found_mail: 'mail',
  books_differ: 'mail',
  push_silent: 'mail',
  backfill_begun: 'mail',
  backfill_ended: 'mail',
  mail_moved: 'mail',
  mail_customer_corrected: 'mail',
  address_erased: 'mail',
  send_not_sent: 'mail',
  send_unknown: 'mail',
  send_row_failed: 'mail',
  org_added: 'salesforce',
  org_changed: 'salesforce',
  org_removed: 'salesforce',
  org_paused: 'salesforce',
  org_resumed: 'salesforce',
  caller_added: 'salesforce',
  caller_changed: 'salesforce',
  caller_secret_added: 'salesforce',
  caller_secret_removed: 'salesforce',
  caller_removed: 'salesforce',
  delegation_added: 'service_accounts',
  delegation_changed: 'service_accounts',
  delegation_key_added: 'service_accounts',
  delegation_key_removed: 'service_accounts',
  delegation_removed: 'service_accounts',
  signed_in: 'people',
  sign_in_refused: 'people',
  link_made: 'people',
  link_withdrawn: 'people',
  keys_backed_up: 'people',
};

/** The kinds of events of each subject. */
export const KINDS_OF_SUBJECT: Readonly<Record<HistorySubject, readonly AuditEventKind[]>> = {
  connections: kindsOf('connections'),
  checks: kindsOf('checks'),
  mail: kindsOf('mail'),
  salesforce: kindsOf('salesforce'),
  service_accounts: kindsOf('service_accounts'),
  people: kindsOf('people'),
};

function kindsOf(subject: HistorySubject): readonly AuditEventKind[] {
  return AUDIT_EVENT_KINDS.filter((kind) => SUBJECT_OF[kind] === subject);
}
