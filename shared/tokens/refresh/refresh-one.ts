import { AppError } from '../../errors.ts';
import { classOf } from '../fleet/failure-class.ts';
import type { AccessToken, Connection } from '../model/connection.ts';
import { credentialOf, methodOf } from '../model/credential.ts';
import type { Ports } from '../model/ports.ts';
import type { Versioned } from '../model/store.ts';
import { isFree, takeLease } from './lease.ts';
import type { RefreshPorts } from './refresh-ports.ts';
import { type GoogleOutcome, refreshUnderLease } from './refresh-under-lease.ts';
import { REFRESH_TRIGGERS, type RefreshTrigger } from './trigger.ts';

/** What became of one connection: values, so that one bad mailbox never stops a batch. */
export type RefreshOutcome =
  | GoogleOutcome
  | { readonly kind: 'fresh'; readonly token: AccessToken }
  /** Another holds the lease, or the caller did not admit this connection. */
  | { readonly kind: 'busy' };

/** A wish to have a connection's token refreshed. */
export type RefreshRequest = {
  /** Answers the stored token when it is good enough, null when a new one must be fetched. */
  readonly acceptStored: (connection: Connection, now: Date) => AccessToken | null;
  readonly trigger: RefreshTrigger;
  /** The administrator who requested it, for the audit trail; left out when nobody did. */
  readonly requestedBy?: string | null;
  /** Asked before the lease is taken; false leaves the connection as it is. */
  readonly admits?: (connection: Connection) => boolean;
};

/** How long the loser of a lease waits for the winner's token before it answers `busy`. */
const WAIT_MS = 20 * 1000;
const POLL_MS = 40;

/**
 * Refreshes one connection under its lease (RFC 6749 §6): read → lease → call → store a rotated token →
 * compare-and-set. The loser of the lease waits and takes the winner's token; a scheduled run leaves the
 * mailbox to the winner. The token endpoint is never called without the lease, not even after waiting. With
 * no contention this costs one read and two writes.
 *
 * @throws AppError `connection_unknown`, `connection_disconnected`, `store_unavailable`,
 *   `record_unreadable`; what Google answers is an outcome
 */
export async function refreshOne(
  ports: RefreshPorts,
  id: string,
  request: RefreshRequest,
): Promise<RefreshOutcome> {
  const giveUpAt = ports.clock.now().getTime() + WAIT_MS;
  for (let turn = 1; ; turn++) {
    const found = await readUsable(ports, id);
    const now = ports.clock.now();
    const settled = outcomeFromRecord(found.value, request, now);
    if (settled) return settled;
    const outcome = isFree(found.value.lease, now) && (await tryRefresh(ports, found, request));
    if (outcome) return outcome;
    const leaves = !REFRESH_TRIGGERS[request.trigger].waitsForLease;
    if (leaves || now.getTime() >= giveUpAt) return { kind: 'busy' };
    await ports.clock.sleep(POLL_MS * Math.min(turn, 10) * (0.5 + ports.ids.random()));
  }
}

/** Null: the lease went to another, so that the record has to be read again. */
async function tryRefresh(
  ports: RefreshPorts,
  found: Versioned<Connection>,
  request: RefreshRequest,
): Promise<RefreshOutcome | null> {
  const failed = await failFastIfBreakerOpen(ports, found.value, request);
  if (failed) return failed;
  if (request.admits?.(found.value) === false) return { kind: 'busy' };
  const held = await takeLease(ports, found);
  return held && refreshUnderLease(ports, held, request);
}

async function readUsable({ store }: Ports, id: string): Promise<Versioned<Connection>> {
  const found = await store.readConnection(id);
  if (!found) throw new AppError('connection_unknown');
  if (found.value.status === 'disconnected') throw new AppError('connection_disconnected');
  return found;
}

/** The outcome that follows from the record alone; null when the token endpoint must be asked. */
function outcomeFromRecord(
  connection: Connection,
  { acceptStored, trigger }: RefreshRequest,
  now: Date,
): RefreshOutcome | null {
  const token = acceptStored(connection, now);
  if (token) return { kind: 'fresh', token };
  const { respectsBackoff, retriesDeadGrant } = REFRESH_TRIGGERS[trigger];
  if (connection.status === 'needs_reconnect' && !retriesDeadGrant)
    return needsReconnect(connection);
  return respectsBackoff ? failureUntil(connection, now) : null;
}

/** While our credential is refused or Google fails, only the trials of a run and people reach Google. */
async function failFastIfBreakerOpen(
  { fleets }: RefreshPorts,
  connection: Connection,
  { trigger }: RefreshRequest,
): Promise<RefreshOutcome | null> {
  if (!REFRESH_TRIGGERS[trigger].respectsBreaker) return null;
  const credential = credentialOf(connection);
  const breaker = (await fleets.of(credential).look())?.breaker;
  // A breaker of refusals holds back the status only: the mailboxes that are not refused need tokens.
  if (!breaker || classOf(breaker, methodOf(credential)) === 'grant') return null;
  const { code, upstream } = breaker;
  return { kind: 'retry_later', error: new AppError(code, { upstream }) };
}

/** While a failure backs off, callers get that failure; Google is not asked again. */
function failureUntil(connection: Connection, now: Date): RefreshOutcome | null {
  const { status, failure, refreshDueAt } = connection;
  const wait = refreshDueAt ? refreshDueAt.getTime() - now.getTime() : 0;
  if (!failure || wait <= 0) return null;
  if (status === 'needs_reconnect') return needsReconnect(connection);
  const { code, upstream } = failure;
  return { kind: 'retry_later', error: new AppError(code, { upstream }) };
}

function needsReconnect({ failure }: Connection): RefreshOutcome {
  const upstream = failure?.upstream ?? null;
  const error = new AppError('connection_needs_reconnect', { upstream });
  return { kind: 'needs_reconnect', error };
}
