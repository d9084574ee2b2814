import { AppError } from '../../errors.ts';
import type { AuditEvent } from '../model/audit-event.ts';
import { type Fleet, NEW_FLEET } from '../model/fleet.ts';
import { auditEvent } from '../model/make-event.ts';
import type { Ports } from '../model/ports.ts';
import { judgeFleet } from './judge-fleet.ts';
import { type Observation, observeFleet } from './observe-fleet.ts';
import { dropFutureMoments } from './without-future.ts';

const ATTEMPTS = 5;

/** What one instance has to tell of the fleet. */
export type PendingObservations = {
  readonly observations: readonly Observation[];
  /** At this moment a refused mailbox had no other beside it that could be asked. */
  readonly noCanaryAt: Date | null;
};

/** The fleet after some news, and the breaker that follows from it. */
export const fleetAfter = (
  fleet: Fleet,
  { observations, noCanaryAt }: PendingObservations,
  now: Date,
): Fleet => {
  const next = judgeFleet(
    observeFleet(dropFutureMoments(fleet, now), observations),
    observations,
    now,
  );
  return noCanaryAt ? { ...next, noCanaryAt } : next;
};

/** The fleet as stored; null when that cannot be read now, for whatever reason. */
export async function readFleet({ store }: Pick<Ports, 'store'>): Promise<Fleet | null> {
  try {
    return (await store.readRecord('fleet', 'current'))?.value ?? NEW_FLEET;
  } catch {
    // What else needs the store will say so itself.
    return null;
  }
}

/**
 * Tells the fleet's record some news, with the event of a breaker that opened or closed by it.
 *
 * @throws AppError `store_conflict` when it is busy again and again, and what the store throws
 */
export async function updateFleetRecord(ports: Ports, news: PendingObservations): Promise<Fleet> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await ports.store.readRecord('fleet', 'current');
    const before = found?.value ?? NEW_FLEET;
    const value = fleetAfter(before, news, ports.clock.now());
    const record = { kind: 'fleet' as const, id: 'current', value, expiresAt: null };
    const event = changeBetween(ports, before, value);
    if ((await ports.store.writeRecord(record, found?.revision ?? null, event)) !== null) {
      return value;
    }
  }
  throw new AppError('store_conflict');
}

/** The one alert, and its end. */
function changeBetween(ports: Ports, before: Fleet, { breaker }: Fleet): AuditEvent | null {
  if (breaker && !before.breaker) {
    const failure = { ...breaker, wholeDomain: false };
    return auditEvent(ports, 'fleet_paused', { of: null, failure });
  }
  return before.breaker && !breaker ? auditEvent(ports, 'fleet_resumed', { of: null }) : null;
}
