import {
  type AuditEvent,
  classOf,
  domainOf,
  type Fleet,
  isWholeDomain,
  type ListedConnection,
} from '../tokens/index.ts';
import { diagnose, type Failure } from './diagnose.ts';
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

/** Why most mailboxes fail alike: what is one mailbox's owner's to mend is not, when it is everybody's. */
export const diagnoseFleet = (failure: Failure): Diagnosis =>
  classOf(failure.code) === 'grant' ? diagnosisOf('fleet_refused') : diagnose(failure);
