import {
  type AuditEvent,
  type CredentialId,
  classOf,
  credentialOf,
  domainOf,
  type Fleet,
  isWholeDomain,
  type ListedConnection,
  methodOf,
  OAUTH_CLIENT,
} from '../tokens/index.ts';
import { diagnose, type Failure } from './diagnose.ts';
import { type Diagnosis, diagnosisOf } from './diagnosis.ts';

/**
 * Why a connection fails: why its token does, or else why its last probe did; null when it works.
 *
 * @param fleets what became of the other mailboxes of its domain counts as well, when its fleet is among
 *   them: the first mailbox of a domain to be refused could not know of the others
 */
export function diagnoseConnection(
  connection: ListedConnection,
  fleets: readonly Fleet[] = [],
): Diagnosis | null {
  const { status, failure, probe, consentedAt, refreshedAt, grantsMinted } = connection;
  const known = { consentedAt, aliveAt: refreshedAt ?? consentedAt, grantsMinted };
  if (failure) {
    const credential = credentialOf(connection);
    // Not confirmed yet: the owner has nothing to do.
    if (status === 'active' && classOf(failure, methodOf(credential)) === 'grant') {
      return diagnosisOf('refusal_in_doubt');
    }
    const fleet = fleets.find((each) => each.credential === credential);
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
  if (event.kind === 'fleet_paused') return diagnoseFleet(failure, event.credential);
  return diagnose(failure, {
    failedAt: failure.since,
    wholeDomain: failure.wholeDomain,
    ...(consentedAt && { consentedAt }),
    ...(refreshedAt && { aliveAt: refreshedAt }),
    ...(grantsMinted !== null && { grantsMinted }),
  });
}

/**
 * Why most mailboxes of a fleet fail with one signature. Refusals of one grant each would be for the owners to
 * mend; a refusal of most grants is not.
 *
 * @param credential null in an event of release 0.1, which knew the OAuth client only
 */
export const diagnoseFleet = (failure: Failure, credential: CredentialId | null): Diagnosis =>
  classOf(failure, methodOf(credential ?? OAUTH_CLIENT)) === 'grant'
    ? diagnosisOf('fleet_refused')
    : diagnose(failure);
