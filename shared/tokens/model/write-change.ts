import type { ErrorCode } from '../../errors.ts';
import { isSameMailbox } from './address.ts';
import type { AuditEventKind, EventActor, EventChange } from './audit-event.ts';
import type { Connection, ProbeSample } from './connection.ts';
import { credentialOf } from './credential.ts';
import { mustAnnounceEnd } from './grant-end.ts';
import { type About, auditEvent } from './make-event.ts';
import type { Ports } from './ports.ts';
import type { Versioned } from './store.ts';

/** Google keeps a hundred refresh tokens (OAuth 2.0, "Refresh token expiration"): this is near it. */
export const NEAR_CAP = 90;

/** The counts that make an event. Several, because a write has one event, and a recovery comes first. */
const CAP_WARNINGS: readonly number[] = [NEAR_CAP, 95, 99];

type ConnectionChange = Partial<EventActor> & {
  readonly after: Connection;
  /** Of a disconnect: was the grant revoked at Google? */
  readonly revoked?: boolean;
};

/**
 * Writes a connection together with the event of its change of health. Every such change is written here, so
 * that the audit trail has no gap. Answers the new revision; null when another writer was first.
 *
 * @param before the connection as it was read; null for a new one
 * @param change the connection as it shall be, who did it, and of a disconnect whether the grant was revoked
 * @throws AppError what the store throws
 */
export function writeChange(
  ports: Pick<Ports, 'store' | 'clock' | 'ids'>,
  before: Versioned<Connection> | null,
  { after: requested, ...about }: ConnectionChange,
): Promise<string | null> {
  const changed = changeBetween(before?.value ?? null, requested);
  // A write has one event: the end is announced by a later write when something else happened.
  const isEnding = changed === null && mustAnnounceEnd(requested, ports.clock.now());
  const kind = isEnding ? 'grant_ending' : changed;
  const after = isEnding ? announced(requested) : requested;
  const again = kind === 'connected' && before?.value.status === 'active';
  const change = namedChange(before?.value ?? null, after);
  const made = kind && { of: after, again, change, ...aboutOf(after, kind), ...about };
  const event = kind && made && auditEvent(ports, kind, made);
  return ports.store.writeConnection(after, before?.revision ?? null, event);
}

/** The mark is stored with the event, so that it is stored once. */
const announced = (connection: Connection): Connection => ({
  ...connection,
  grantEnd: connection.grantEnd && { ...connection.grantEnd, isAnnounced: true },
});

/** Who is named in an event that a refresh or probe made: the administrator who requested it; null: nobody did. */
export const requester = (by: string | null): Partial<EventActor> =>
  by === null ? {} : { by, role: 'requester' };

/** The kind of event that this change makes; null when it makes none. */
function changeBetween(before: Connection | null, after: Connection): AuditEventKind | null {
  const was = before?.status ?? 'disconnected';
  if (after.status === 'disconnected') return was === 'disconnected' ? null : 'disconnected';
  if (before && isRename(before, after)) return 'address_changed';
  if (after.status === 'needs_reconnect') return was === after.status ? null : 'needs_reconnect';
  if (before && isTakeover(before, after)) return 'fallback_took_over';
  if (was === 'needs_reconnect') return 'recovered';
  return changeOfActive(before, after);
}

/** The same for a connection that did not need its owner before, and does not after. */
function changeOfActive(before: Connection | null, after: Connection): AuditEventKind | null {
  if (!before || before.authorizationRequestId !== after.authorizationRequestId) {
    return isNearerToCap(before, after) ? 'grants_near_cap' : 'connected';
  }
  if (before.fallback?.delegationId !== after.fallback?.delegationId) return 'fallback_changed';
  return probeChange(before.probeHistory, after.probeHistory);
}

/**
 * The address after a rename, or what the connection may do now and might not before, or the reverse; null for a
 * new connection.
 */
function namedChange(before: Connection | null, after: Connection): EventChange | null {
  if (!before || before.status === 'disconnected') return null;
  if (isRename(before, after)) {
    return { of: 'address', from: before.mailbox.address, to: after.mailbox.address };
  }
  const [from, to] = [before.grant.kind, after.grant.kind];
  if (from !== to) return { of: 'method', from, to };
  if (before.profile === after.profile) return null;
  return { of: 'profile', from: before.profile, to: after.profile };
}

const isNearerToCap = (before: Connection | null, { grantsMinted }: Connection): boolean =>
  grantsMinted !== before?.grantsMinted && CAP_WARNINGS.includes(grantsMinted);

/** Only a refresh whose fallback takes over changes the method without an authorization. */
const isTakeover = (before: Connection, after: Connection): boolean =>
  before.grant.kind === 'consent' &&
  after.grant.kind === 'delegation' &&
  before.authorizationRequestId === after.authorizationRequestId;

/** Writes of a new address change nothing else, so that no other event gives way to theirs. */
const isRename = (before: Connection, after: Connection): boolean =>
  before.status === after.status &&
  before.authorizationRequestId === after.authorizationRequestId &&
  !isSameMailbox(before.mailbox.address, after.mailbox.address);

function probeChange(
  before: readonly ProbeSample[],
  after: readonly ProbeSample[],
): AuditEventKind | null {
  const [was, is] = [isProbeFailing(before), isProbeFailing(after)];
  if (was === is) return null;
  return is ? 'probe_failing' : 'probe_recovered';
}

/**
 * Do the mailbox's probes fail for a reason that somebody has to mend? Transient failures decide nothing, and
 * a bad grant makes events of the refresh.
 */
function isProbeFailing(history: readonly ProbeSample[]): boolean {
  const telling = lastTelling(history);
  return telling !== undefined && telling.code !== null;
}

/** The last probe that shows whether the mailbox can be read. */
export const lastTelling = (history: readonly ProbeSample[]): ProbeSample | undefined =>
  history.findLast(({ code, ofProject }) => code === null || (isOfGmail(code) && !ofProject));

/** Does a probe's failure say something of the mailbox? Another one, such as an outage, does not. */
export const isOfGmail = (code: ErrorCode): boolean =>
  code === 'gmail_refused' || code === 'token_rejected';

/** Google's answers to a delegation mean something else, so that its failures name the credential. */
function aboutOf(
  connection: Connection,
  kind: AuditEventKind,
): Pick<About, 'failure' | 'credential'> {
  const { failure, probe, grant } = connection;
  const about = grant.kind === 'delegation' ? { credential: credentialOf(connection) } : {};
  if (kind === 'needs_reconnect') return { ...about, failure };
  if (kind !== 'probe_failing' || !probe?.failure) return {};
  return { ...about, failure: { ...probe.failure, since: probe.at, wholeDomain: false } };
}
