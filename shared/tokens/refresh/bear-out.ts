import { classOf } from '../fleet/failure-class.ts';
import { askWitness } from './confirm-refusal.ts';
import type { RefreshPorts } from './refresh-ports.ts';

/** What a run has seen of the fleet. */
type Tried = {
  readonly shards: readonly number[];
  readonly startedAt: Date;
  readonly failedAt: Date | null;
  /** How many Google was asked about. */
  readonly trials: number;
};

/**
 * What failed makes a mailbox be asked that is well: it tells one that ails from a fleet that does, before
 * the breaker opens for two that ail alike. And while it is open somebody is tried in each run: those
 * that are due may fail for reasons of their own, or be none, and only a success closes it.
 *
 * @throws AppError what `askWitness` throws
 */
export async function bearOut(
  ports: RefreshPorts,
  { shards, startedAt, failedAt, trials }: Tried,
): Promise<void> {
  const breaker = (await ports.fleet.look())?.breaker ?? null;
  // One of several jobs is enough.
  if (breaker && trials === 0 && shards.includes(0)) return askWitness(ports, startedAt, 1);
  // Of refusals only the verdict waits. Else Google is asked no more than the trials.
  if (failedAt && (!breaker || classOf(breaker.code) === 'refusal')) {
    await askWitness(ports, failedAt);
  }
}
