import type { Fleet } from '../model/fleet.ts';
import { TOLERANCE_MS } from '../model/plausible-moments.ts';

/**
 * The fleet without the moments that a clock ahead of ours wrote. Until they have passed they would count as
 * the newest: a success among them would confirm every refusal.
 */
export function dropFutureMoments(fleet: Fleet, now: Date): Fleet {
  const isPast = (at: Date): boolean => at.getTime() - now.getTime() <= TOLERANCE_MS;
  const past = (at: Date | null): Date | null => (at && isPast(at) ? at : null);
  const recently = new Date(now.getTime() - TOLERANCE_MS);
  const { breaker, probeFault } = fleet;
  return {
    ...fleet,
    tallies: fleet.tallies.filter(({ minute }) => isPast(minute)),
    succeededAt: past(fleet.succeededAt),
    noCanaryAt: past(fleet.noCanaryAt),
    // Earlier than the next probe, which ends the fault when it passes.
    probeFault: probeFault && { ...probeFault, since: past(probeFault.since) ?? recently },
    breaker: breaker && { ...breaker, since: past(breaker.since) ?? now },
    domains: Object.fromEntries(
      Object.entries(fleet.domains).filter(([, { firstAt }]) => isPast(firstAt)),
    ),
  };
}
