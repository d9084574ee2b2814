import type { AppError } from '../../errors.ts';
import { isBelieved } from '../fleet/believe-refusal.ts';
import { classOf, signatureOf } from '../fleet/failure-class.ts';
import { isWholeDomain } from '../fleet/observe-fleet.ts';
import { type Connection, domainOf, type Failure } from '../model/connection.ts';
import { retryAfter, reviveAfter } from '../model/schedule.ts';
import type { Versioned } from '../model/store.ts';
import { writeUnderLease } from './lease.ts';
import type { RefreshPorts } from './refresh-ports.ts';

export type FailedOutcome = {
  readonly kind: 'needs_reconnect' | 'retry_later';
  readonly error: AppError;
};

/** What Google's refusal or silence was about. */
export type Failing = {
  readonly error: AppError;
  /** Google itself told of the revocation: the refusal is the second proof. */
  readonly reportedByGoogle: boolean;
};

/**
 * Notes why it failed, and when to try again. Only a refusal that is believed changes the status; and
 * even then the grant is kept and tried again each day, since what an administrator forbade may be
 * allowed again.
 */
export async function recordFailure(
  ports: RefreshPorts,
  held: Versioned<Connection>,
  { error, reportedByGoogle }: Failing,
): Promise<FailedOutcome | null> {
  const now = ports.clock.now();
  const { status, failure: before, mailbox } = held.value;
  const domain = domainOf(mailbox.address);
  const refused = classOf(error.code) === 'grant';
  const fleet = refused ? await ports.fleet.look() : null;
  // A fleet that cannot be read bears nothing out.
  const believed = fleet !== null && isBelieved(before, fleet, now);
  const dead = refused && (status === 'needs_reconnect' || reportedByGoogle || believed);
  const wholeDomain = fleet && isWholeDomain(fleet, domain);
  const kept = await writeUnderLease(ports, held, (connection) => {
    const failure = failureAfter(connection, { error, wholeDomain }, now);
    return dead
      ? { ...ended(connection), refreshDueAt: reviveAfter(ports, now), failure }
      : { ...connection, refreshDueAt: retryAfter(ports, now, failure.attempts), failure };
  });
  // What Google said of an old grant says nothing of the new one.
  if (!kept) return null;
  const isNew = before === null || signatureOf(before) !== signatureOf(error);
  const about = { connectionId: held.value.id, domain, error, isNew, reportedByGoogle };
  await ports.fleet.observe({ at: now, ...about });
  return { kind: dead ? 'needs_reconnect' : 'retry_later', error };
}

function ended(connection: Connection): Connection {
  if (connection.status === 'needs_reconnect') return connection;
  return {
    ...connection,
    status: 'needs_reconnect',
    generation: connection.generation + 1,
    accessToken: null,
    probeDueAt: null,
  };
}

function failureAfter(
  { status, failure: before }: Connection,
  { error: { code, upstream }, wholeDomain }: { error: AppError; wholeDomain: boolean | null },
  now: Date,
): Failure {
  const goesOn = before !== null && classOf(before.code) === classOf(code);
  const attempts = (before?.attempts ?? 0) + 1;
  // What passes says nothing of why it died, which is what its owner has to be told.
  if (before && status === 'needs_reconnect' && !goesOn) return { ...before, attempts };
  return {
    code,
    upstream,
    // A moment still to come was written by a clock that was ahead.
    since: goesOn && before.since <= now ? before.since : now,
    attempts,
    // In an outage every domain looks refused: once the others are back, this one is judged anew.
    wholeDomain: wholeDomain ?? (goesOn && before.wholeDomain),
  };
}
