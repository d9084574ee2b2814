import type { Failure } from '../model/connection.ts';
import type { Fleet } from '../model/fleet.ts';
import { classOf } from './failure-class.ts';
import { FREEZE_MS, isFrozen } from './judge-fleet.ts';

/**
 * Is a refusal to be believed, so that the mailbox's owner is asked to act? It must be the second,
 * and the fleet must bear it out: another mailbox was refreshed since the first, or there is no other. While everybody is refused nobody is, for some hours: then silence would be worse.
 *
 * @param before what was stored before this refusal
 */
export function isBelieved(before: Failure | null, fleet: Fleet, now: Date): boolean {
  if (!before || classOf(before.code) !== 'grant') return false;
  const age = now.getTime() - before.since.getTime();
  if (isFrozen(fleet, now)) return false;
  // A breaker of refusals that is open and freezes nothing any more has lasted for so long.
  const isTruth = fleet.breaker !== null && classOf(fleet.breaker.code) === 'grant';
  return isTruth || isProven(fleet, before.since) || age >= FREEZE_MS;
}

/** Has anything since then told this mailbox from all others? */
export const isProven = ({ succeededAt, noCanaryAt }: Fleet, since: Date): boolean =>
  [succeededAt, noCanaryAt].some((at) => at !== null && at >= since);
