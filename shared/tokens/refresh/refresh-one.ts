import { AppError } from '../../errors.ts';
import { classOf } from '../fleet/failure-class.ts';
import type { AccessToken, Connection } from '../model/connection.ts';
import type { Ports } from '../model/ports.ts';
import { LAST_RETRY_MS } from '../model/schedule.ts';
import type { Versioned } from '../model/store.ts';
import { isFree, takeLease } from './lease.ts';
import type { RefreshPorts } from './refresh-ports.ts';
import { type GoogleOutcome, refreshUnderLease } from './refresh-under-lease.ts';
import { REFRESH_TRIGGERS, type RefreshTrigger } from './trigger.ts';

/** What became of one connection: values, so that one bad mailbox never stops a batch. */
export type RefreshOutcome =
  | GoogleOutcome
  | { readonly kind: 'fresh'; readonly token: AccessToken }
  | { readonly kind: 'busy' };

/** When a refresh is wanted. */
export type RefreshRequest = {
  /** Answers the stored token when it will do, null when a new one must be fetched. */
  readonly acceptStored: (connection: Connection, now: Date) => AccessToken | null;
  readonly trigger: RefreshTrigger;
};

/** How long a loser waits for the winner's token before it answers `busy`. */
const WAIT_MS = 20 * 1000;
const POLL_MS = 40;

/**
 * Refreshes one connection under its lease (RFC 6749 §6): read → lease → call → keep a rotated token
 * → compare-and-set. Whoever does not get the lease waits and takes the winner's token, but for a run,
 * which leaves that mailbox to the winner; nobody calls
 * Google without the lease, not even after waiting. With no contention: one read, two writes.
 *
 * @throws AppError `connection_unknown`, `connection_disconnected`, `store_unavailable`,
 *   `record_unreadable`; what Google answers is an outcome
 */
export async function refreshOne(
  ports: RefreshPorts,
  id: string,
  wanted: RefreshRequest,
): Promise<RefreshOutcome> {
  const giveUpAt = ports.clock.now().getTime() + WAIT_MS;
  for (let turn = 1; ; turn++) {
    const found = await readUsable(ports, id);
    const now = ports.clock.now();
    const settled = outcomeFromRecord(found.value, wanted, now);
    if (settled) return settled;
    if (isFree(found.value.lease, now)) {
      const spared = await failFastIfBreakerOpen(ports, wanted);
      if (spared) return spared;
      const held = await takeLease(ports, found);
      const outcome = held && (await refreshUnderLease(ports, held, wanted.trigger));
      if (outcome) return outcome;
    }
    const leaves = !REFRESH_TRIGGERS[wanted.trigger].waitsForLease;
    if (leaves || now.getTime() >= giveUpAt) return { kind: 'busy' };
    await ports.clock.sleep(POLL_MS * Math.min(turn, 10) * (0.5 + ports.ids.random()));
  }
}

async function readUsable({ store }: Ports, id: string): Promise<Versioned<Connection>> {
  const found = await store.readConnection(id);
  if (!found) throw new AppError('connection_unknown');
  if (found.value.status === 'disconnected') throw new AppError('connection_disconnected');
  return found;
}

/** The outcome that follows from the record alone; null when Google has to be asked. */
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

/** While our own client is refused, or Google is unwell, Google is spared all but a trickle. */
async function failFastIfBreakerOpen(
  { fleet }: RefreshPorts,
  { trigger }: RefreshRequest,
): Promise<RefreshOutcome | null> {
  if (!REFRESH_TRIGGERS[trigger].respectsBreaker) return null;
  const breaker = (await fleet.look())?.breaker;
  // Of refusals only the verdict waits: those who are not refused need their tokens.
  if (!breaker || classOf(breaker.code) === 'grant') return null;
  return { kind: 'retry_later', error: new AppError(breaker.code, { upstream: breaker.upstream }) };
}

/** While a passing failure backs off, whoever asks is told of it; Google is not asked again. */
function failureUntil(connection: Connection, now: Date): RefreshOutcome | null {
  const { status, failure, refreshDueAt } = connection;
  const wait = refreshDueAt ? refreshDueAt.getTime() - now.getTime() : 0;
  if (!failure || wait <= 0) return null;
  if (status === 'needs_reconnect') return needsReconnect(connection);
  // Longer than any back-off: written by a clock that was ahead.
  if (wait > LAST_RETRY_MS) return null;
  const { code, upstream } = failure;
  return { kind: 'retry_later', error: new AppError(code, { upstream }) };
}

function needsReconnect({ failure }: Connection): RefreshOutcome {
  const upstream = failure?.upstream ?? null;
  return {
    kind: 'needs_reconnect',
    error: new AppError('connection_needs_reconnect', { upstream }),
  };
}
