import { AppError } from '../../errors.ts';
import type { AuditEvent } from '../model/audit-event.ts';
import type { Probe } from '../model/connection.ts';
import { type CredentialId, OAUTH_CLIENT } from '../model/credential.ts';
import { type Fleet, newFleet } from '../model/fleet.ts';
import { auditEvent } from '../model/make-event.ts';
import type { Ports } from '../model/ports.ts';
import { FLEET_RECORD } from '../model/records.ts';
import type { Versioned } from '../model/store.ts';
import { dropFutureMoments } from './drop-future-moments.ts';
import { judgeFleet } from './judge-fleet.ts';
import { type Observation, observeFleet } from './observe-fleet.ts';

const ATTEMPTS = 5;

/** What one instance has observed and not yet written to the fleet's record. */
export type PendingObservations = {
  readonly observations: readonly Observation[];
  /** When a refused mailbox last found no canary. */
  readonly noCanaryAt: Date | null;
};

/** The fleet after some observations, and the breaker that follows from it. */
export function fleetAfter(
  fleet: Fleet,
  { observations, noCanaryAt }: PendingObservations,
  now: Date,
): Fleet {
  const next = judgeFleet(observeFleet(fleet, observations), observations, now);
  return noCanaryAt ? { ...next, noCanaryAt } : next;
}

/** Release 0.1 knew one fleet, and stored it as `current`. */
const recordIdOf = (credential: CredentialId): string =>
  credential === OAUTH_CLIENT ? 'current' : credential;

/** The fleet as stored, without the moments that a clock ahead of ours wrote. */
async function readVersioned(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  credential: CredentialId,
): Promise<Versioned<Fleet> | null> {
  const found = await store.readRecord(FLEET_RECORD, recordIdOf(credential));
  if (!found) return null;
  const value = { ...dropFutureMoments(found.value, clock.now()), credential };
  return { value, revision: found.revision };
}

/** The fleet as stored; null when it cannot be read now. */
export async function readFleet(
  ports: Pick<Ports, 'store' | 'clock'>,
  credential: CredentialId,
): Promise<Fleet | null> {
  try {
    return (await readVersioned(ports, credential))?.value ?? newFleet(credential);
  } catch {
    // Every other call that needs the store reports the failure itself.
    return null;
  }
}

/**
 * Writes observations to the fleet's record, with the event of a breaker that they opened or closed.
 *
 * @throws AppError `store_conflict` when others write first again and again, and what the store throws
 */
export async function updateFleetRecord(
  ports: Ports,
  credential: CredentialId,
  pending: PendingObservations,
): Promise<Fleet> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await readVersioned(ports, credential);
    const before = found?.value ?? newFleet(credential);
    const value = fleetAfter(before, pending, ports.clock.now());
    const id = recordIdOf(credential);
    const record = { kind: FLEET_RECORD, id, value, expiresAt: null };
    const event = changeBetween(ports, before, value);
    if ((await ports.store.writeRecord(record, found?.revision ?? null, event)) !== null) {
      return value;
    }
  }
  throw new AppError('store_conflict');
}

/** One probe, as far as it says something of the project: null when it passed. */
type ProbeOfProject = Pick<Probe, 'at' | 'failure'>;

/**
 * Writes to the fleet's record that a probe found a fault of the project, or that one passed again, with the one
 * event of that change. When others keep writing first it gives up: the next probe says the same.
 *
 * @throws AppError what the store throws
 */
export async function updateProbeFault(
  ports: Ports,
  credential: CredentialId,
  probe: ProbeOfProject,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await readVersioned(ports, credential);
    const before = found?.value ?? newFleet(credential);
    const value = { ...before, probeFault: probeFaultAfter(before, probe) };
    if (value.probeFault === before.probeFault) return;
    const record = { kind: FLEET_RECORD, id: recordIdOf(credential), value, expiresAt: null };
    const event = probeFaultEvent(ports, value);
    const written = await ports.store.writeRecord(record, found?.revision ?? null, event);
    if (written !== null) return;
  }
}

function probeFaultAfter({ probeFault }: Fleet, { at, failure }: ProbeOfProject) {
  if (failure) return probeFault ?? { ...failure, since: at };
  // A probe from before the fault says nothing of it.
  return probeFault && at > probeFault.since ? null : probeFault;
}

function probeFaultEvent(ports: Ports, { probeFault, credential }: Fleet): AuditEvent {
  if (!probeFault) return auditEvent(ports, 'fleet_probes_recovered', { of: null, credential });
  const failure = { ...probeFault, wholeDomain: false };
  return auditEvent(ports, 'fleet_probes_failing', { of: null, credential, failure });
}

/** The event of a breaker that opened or closed. */
function changeBetween(
  ports: Ports,
  before: Fleet,
  { breaker, credential }: Fleet,
): AuditEvent | null {
  if (breaker && !before.breaker) {
    const failure = { ...breaker, wholeDomain: false };
    return auditEvent(ports, 'fleet_paused', { of: null, credential, failure });
  }
  const isClosed = before.breaker !== null && !breaker;
  return isClosed ? auditEvent(ports, 'fleet_resumed', { of: null, credential }) : null;
}
