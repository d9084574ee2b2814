import type { AppError } from '../../errors.ts';
import { isConfirmed } from '../fleet/confirm-refusal.ts';
import { classOf, signatureOf } from '../fleet/failure-class.ts';
import { isWholeDomain } from '../fleet/observe-fleet.ts';
import { domainOf } from '../model/address.ts';
import type { Connection, Failure, Method } from '../model/connection.ts';
import { credentialOf, methodOf } from '../model/credential.ts';
import { notBefore, retryAfter, reviveAfter } from '../model/schedule.ts';
import type { Versioned } from '../model/store.ts';
import { writeUnderLease } from './lease.ts';
import type { RefreshPorts } from './refresh-ports.ts';

export type FailedOutcome = {
  readonly kind: 'needs_reconnect' | 'retry_later';
  readonly error: AppError;
};

/** Why the token endpoint gave no token. */
export type Failing = {
  readonly error: AppError;
  /** Google itself reported the revocation: this refusal is the second proof. */
  readonly reportedByGoogle: boolean;
  /** The administrator who requested the refresh; null: nobody did. */
  readonly requestedBy: string | null;
};

/** A failure, and what it means for the connection. */
export type JudgedFailure = Failing & {
  /** The grant is dead: the refusal is confirmed. */
  readonly isDead: boolean;
  /** Null: too few of the domain were refused to tell, or this is no refusal. */
  readonly wholeDomain: boolean | null;
};

/** Judges a failed refresh by what is known of the connection's fleet. Only a confirmed refusal ends a grant. */
export async function judgeFailure(
  ports: RefreshPorts,
  { status, failure: before, mailbox, grant }: Connection,
  failing: Failing,
): Promise<JudgedFailure> {
  const credential = credentialOf({ grant });
  const { error, reportedByGoogle } = failing;
  const refused = classOf(error, methodOf(credential)) === 'grant';
  const fleet = refused ? await ports.fleets.of(credential).look() : null;
  // A fleet that cannot be read confirms nothing.
  const confirmed = fleet !== null && isConfirmed(before, fleet, ports.clock.now());
  const isDead = refused && (status === 'needs_reconnect' || reportedByGoogle || confirmed);
  return {
    ...failing,
    isDead,
    wholeDomain: fleet && isWholeDomain(fleet, domainOf(mailbox.address)),
  };
}

/**
 * Stores why a refresh failed, and when to retry. Only a confirmed refusal changes the status; and even then
 * the grant is kept and tried again each day, since what an administrator forbade may be allowed again.
 */
export async function recordFailure(
  ports: RefreshPorts,
  held: Versioned<Connection>,
  { error, reportedByGoogle, requestedBy, isDead: dead, wholeDomain }: JudgedFailure,
): Promise<FailedOutcome | null> {
  const now = ports.clock.now();
  const { id: connectionId, failure: before, mailbox } = held.value;
  const domain = domainOf(mailbox.address);
  const watch = ports.fleets.of(credentialOf(held.value));
  const method = methodOf(credentialOf(held.value));
  const change = (connection: Connection): Connection => {
    const failure = failureAfter(connection, { error, wholeDomain, method }, now);
    const planned = dead ? reviveAfter(ports, now) : retryAfter(ports, now, failure.attempts);
    const retryAt = error.upstream?.retryAt;
    const refreshDueAt = notBefore(ports, planned, { retryAt, now });
    return { ...(dead ? ended(connection) : connection), refreshDueAt, failure };
  };
  const stored = await writeUnderLease(ports, held, { change, requestedBy });
  // An answer about an old grant says nothing of the new one.
  if (!stored) return null;
  const isNew = isNewFailure(before, error);
  await watch.observe({ at: now, connectionId, domain, error, isNew, reportedByGoogle });
  return { kind: dead ? 'needs_reconnect' : 'retry_later', error };
}

/** False: the connection failed with this signature before, and the fleet has counted it. */
export const isNewFailure = (before: Failure | null, error: AppError): boolean =>
  before === null || signatureOf(before) !== signatureOf(error);

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

type Judged = {
  readonly error: AppError;
  readonly wholeDomain: boolean | null;
  readonly method: Method;
};

function failureAfter(
  { status, failure: before }: Connection,
  { error, wholeDomain, method }: Judged,
  now: Date,
): Failure {
  const { code, upstream } = error;
  const goesOn = before !== null && classOf(before, method) === classOf(error, method);
  const attempts = (before?.attempts ?? 0) + 1;
  // A transient failure says nothing of why the grant died, which the owner has to know.
  if (before && status === 'needs_reconnect' && !goesOn) return { ...before, attempts };
  return {
    code,
    upstream,
    since: goesOn ? before.since : now,
    attempts,
    // In an outage every domain looks refused: once the others work again, this one is judged again.
    wholeDomain: wholeDomain ?? (goesOn && before.wholeDomain),
  };
}
