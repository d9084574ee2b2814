import type { LogLevel } from '../config/index.ts';
import type { Log } from '../log.ts';
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
  fallback_took_over: 'warning',
  fallback_changed: 'info',
  delegation_added: 'info',
  delegation_changed: 'info',
  delegation_key_added: 'info',
  delegation_key_removed: 'info',
  delegation_removed: 'info',
  imap_enabled: 'info',
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

function logEvent(log: Log, { kind, connectionId, failure }: AuditEvent): void {
  log(SEVERITIES[kind], `event: ${kind}`, {
    event: kind,
    ...(connectionId !== null && { connectionId }),
    ...(failure && { code: failure.code }),
  });
}
