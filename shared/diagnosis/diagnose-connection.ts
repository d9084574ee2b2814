import type { Fleet, ListedConnection } from '../tokens/index.ts';
import { classOf, domainOf, isWholeDomain } from '../tokens/index.ts';
import { diagnose } from './diagnose.ts';
import { type Diagnosis, diagnosisOf } from './diagnosis.ts';

/**
 * Why a connection fails: why its token does, or else why its last probe did; null when it works.
 *
 * @param fleet when given, what became of the other mailboxes of its domain counts as well: the first of
 *   a domain to be refused could not know of them
 */
export function diagnoseConnection(
  connection: ListedConnection,
  fleet: Fleet | null = null,
): Diagnosis | null {
  const { status, failure, probe, consentedAt, refreshedAt, grantsMinted } = connection;
  const known = { consentedAt, aliveAt: refreshedAt ?? consentedAt, grantsMinted };
  if (failure) {
    // Not believed yet: its owner is asked for nothing.
    if (status === 'active' && classOf(failure.code) === 'grant') {
      return diagnosisOf('refusal_in_doubt');
    }
    const domain = domainOf(connection.mailbox.address);
    const wholeDomain = (fleet && isWholeDomain(fleet, domain)) ?? failure.wholeDomain;
    return diagnose(failure, { ...known, failedAt: failure.since, wholeDomain });
  }
  return probe?.failure ? diagnose(probe.failure, { ...known, failedAt: probe.at }) : null;
}
