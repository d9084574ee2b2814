import type { AuditEvent } from '../tokens/index.ts';
import { diagnose } from './diagnose.ts';
import { diagnoseFleet } from './diagnose-fleet.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Why what an event tells of happened, as far as was known then; null when nothing failed. */
export function diagnoseEvent(event: AuditEvent): Diagnosis | null {
  const { failure, consentedAt, refreshedAt, grantsMinted } = event;
  if (!failure) return null;
  if (event.kind === 'fleet_paused') return diagnoseFleet(failure);
  return diagnose(failure, {
    failedAt: failure.since,
    wholeDomain: failure.wholeDomain,
    ...(consentedAt && { consentedAt }),
    ...(refreshedAt && { aliveAt: refreshedAt }),
    ...(grantsMinted !== null && { grantsMinted }),
  });
}
