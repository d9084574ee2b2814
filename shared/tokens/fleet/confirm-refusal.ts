import type { Failure } from '../model/connection.ts';
import { methodOf } from '../model/credential.ts';
import type { Fleet } from '../model/fleet.ts';
import { classOf } from './failure-class.ts';
import { FREEZE_MS, isFrozen } from './judge-fleet.ts';

/**
 * Is a refusal confirmed, so that the mailbox's owner has to act? It must be the second one, and another
 * mailbox of the fleet must have been refreshed since the first, or there must be no other. While the whole
 * fleet is refused nothing is confirmed for some hours; after that, silence would be worse than an error.
 *
 * @param before the failure that was stored before this refusal
 */
export function isConfirmed(before: Failure | null, fleet: Fleet, now: Date): boolean {
  const method = methodOf(fleet.credential);
  if (!before || classOf(before, method) !== 'grant') return false;
  const age = now.getTime() - before.since.getTime();
  if (isFrozen(fleet, now)) return false;
  // A breaker of refusals that freezes nothing any more has been open for the whole freeze.
  const isLasting = fleet.breaker !== null && classOf(fleet.breaker, method) === 'grant';
  return isLasting || isProven(fleet, before.since) || age >= FREEZE_MS;
}

/** Has a refresh of another mailbox succeeded since then, or was there no other mailbox to refresh? */
export const isProven = ({ succeededAt, noCanaryAt }: Fleet, since: Date): boolean =>
  [succeededAt, noCanaryAt].some((at) => at !== null && at >= since);
