import type { ListedConnection } from '../tokens/index.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Why a connection fails: why its token does, or else why its last probe did; null when it works. */
export function diagnoseConnection(connection: ListedConnection): Diagnosis | null {
  const { failure, probe, consentedAt } = connection;
  if (failure) return diagnose(failure, { consentedAt, failedAt: failure.since });
  if (!probe?.failure) return null;
  return diagnose(probe.failure, { consentedAt, failedAt: probe.at });
}
