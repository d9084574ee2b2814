import type { AppError, ErrorCode } from '../errors.ts';
import type { Connection, Failure } from './connection.ts';
import { writeUnderLease } from './lease.ts';
import type { Ports, Versioned } from './ports.ts';
import { retryAfter } from './schedule.ts';

export type FailedOutcome = {
  readonly kind: 'needs_reconnect' | 'retry_later';
  readonly error: AppError;
};

/** These say that the grant itself is dead. Anything else passes, or is ours to mend. */
const PERMANENT: ReadonlySet<ErrorCode> = new Set(['grant_refused', 'grant_lost']);

/** Notes why it failed, and when to try again; only a dead grant changes the status. */
export async function keepFailure(
  ports: Ports,
  held: Versioned<Connection>,
  error: AppError,
): Promise<FailedOutcome | null> {
  const now = ports.clock.now();
  const permanent = PERMANENT.has(error.code);
  const kept = await writeUnderLease(ports, held, (connection) => {
    const failure = failureAfter(connection, error, now);
    return permanent
      ? {
          ...connection,
          status: 'needs_reconnect',
          generation: connection.generation + 1,
          accessToken: null,
          refreshDueAt: null,
          failure,
        }
      : { ...connection, refreshDueAt: retryAfter(ports, now, failure.attempts), failure };
  });
  // What Google said of an old grant says nothing of the new one.
  return kept && { kind: permanent ? 'needs_reconnect' : 'retry_later', error };
}

function failureAfter({ failure }: Connection, { code, google }: AppError, now: Date): Failure {
  const attempts = (failure?.attempts ?? 0) + 1;
  return { code, google, since: failure?.since ?? now, attempts };
}
