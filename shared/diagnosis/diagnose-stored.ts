import {
  type AuditEvent,
  type CredentialId,
  classOf,
  credentialOf,
  currentProbe,
  domainOf,
  type Fleet,
  isGmailDomain,
  isWholeDomain,
  type ListedConnection,
  methodOf,
  OAUTH_CLIENT,
  type ProbeSample,
} from '../tokens/index.ts';
import { diagnose, type Failure } from './diagnose.ts';
import { type Diagnosis, diagnosisOf, isCause } from './diagnosis.ts';
import type { Circumstances } from './why-it-ended.ts';

/**
 * Says why a connection fails: the cause of its refresh failure, else of its last probe; null when it works.
 *
 * @param fleets when the connection's fleet is among them, the other mailboxes of its domain are considered
 *   as well: when the first mailbox of a domain was refused, their refusals were not known yet
 */
export function diagnoseConnection(
  connection: ListedConnection,
  fleets: readonly Fleet[] = [],
): Diagnosis | null {
  const { status, failure } = connection;
  const credential = credentialOf(connection);
  const method = methodOf(credential);
  const known = circumstancesOf(connection);
  if (failure) {
    // The refusal is not confirmed yet, so the diagnosis asks nothing of the owner.
    if (status === 'active' && classOf(failure, method) === 'grant') {
      return diagnosisOf('refusal_in_doubt');
    }
    const fleet = fleets.find((each) => each.credential === credential);
    const domain = domainOf(connection.mailbox.address);
    const wholeDomain = (fleet && isWholeDomain(fleet, domain)) ?? failure.wholeDomain;
    return diagnose(failure, { ...known, failedAt: failure.since, wholeDomain });
  }
  const probe = currentProbe(connection);
  return probe?.failure ? diagnose(probe.failure, { ...known, failedAt: probe.at }) : null;
}

/** What is known of a connection beside an answer. */
function circumstancesOf(connection: ListedConnection): Circumstances {
  const { consentedAt, refreshedAt, grantsMinted, grantEnd } = connection;
  return {
    method: methodOf(credentialOf(connection)),
    consentedAt,
    aliveAt: refreshedAt ?? consentedAt,
    grantsMinted,
    ...(grantEnd && { endsAt: grantEnd.at }),
    ...accountOf(connection),
  };
}

/**
 * Says why something just failed that was done with a connection. Where no token could be got, it failed for the reason
 * of the connection itself, which its own page shows too.
 *
 * @param connection as it was afterwards
 * @param fleets as `diagnoseConnection` takes them
 */
export function diagnoseUse(
  connection: ListedConnection,
  failure: Failure,
  fleets: readonly Fleet[] = [],
): Diagnosis {
  const isOfToken =
    failure.code === 'connection_needs_reconnect' || failure.upstream?.endpoint === 'token';
  const own = isOfToken && connection.failure ? diagnoseConnection(connection, fleets) : null;
  return own ?? diagnose(failure, circumstancesOf(connection));
}
const accountOf = ({ mailbox }: ListedConnection): Pick<Circumstances, 'accountKind'> =>
  isGmailDomain(domainOf(mailbox.address)) ? { accountKind: 'personal' } : {};

/**
 * Says why a connection's last probe failed; null when it passed or there was none. A probe that got no token
 * failed for the reason of the refresh.
 */
export function diagnoseProbe(
  connection: ListedConnection,
  fleets: readonly Fleet[] = [],
): Diagnosis | null {
  const failure = currentProbe(connection)?.failure;
  if (!failure) return null;
  const isOfRefresh = connection.failure !== null && failure.upstream?.endpoint !== 'gmail';
  return diagnoseConnection(isOfRefresh ? connection : { ...connection, failure: null }, fleets);
}

/**
 * Says why IMAP does not work by the last check; null when it works, or was not checked. A setting that is off comes
 * before what the server said, but not before an organization that allows no IMAP: then the owner could not turn it
 * on.
 */
export function diagnoseImap(connection: ListedConnection): Diagnosis | null {
  if (!connection.imap) return null;
  const { enabled, settingsFailure, loginFailure } = connection.imap;
  const known = { method: methodOf(credentialOf(connection)), ...accountOf(connection) };
  const login = loginFailure && diagnose(loginFailure, known);
  if (enabled === false && login?.cause !== 'imap_disabled_by_admin')
    return diagnosisOf('imap_off');
  return login ?? (settingsFailure && diagnose(settingsFailure, known));
}

/** Says why an event happened, from what was known at the time; null when nothing failed. */
export function diagnoseEvent(event: AuditEvent): Diagnosis | null {
  const { failure, consentedAt, refreshedAt, grantsMinted, grantEndsAt } = event;
  if (!failure) return null;
  if (event.kind === 'fleet_paused') return diagnoseFleet(failure, event.credential);
  return diagnose(failure, {
    method: methodOf(event.credential ?? OAUTH_CLIENT),
    failedAt: failure.since,
    wholeDomain: failure.wholeDomain,
    ...(consentedAt && { consentedAt }),
    ...(refreshedAt && { aliveAt: refreshedAt }),
    ...(grantsMinted !== null && { grantsMinted }),
    ...(grantEndsAt && { endsAt: grantEndsAt }),
  });
}

/**
 * Says why most mailboxes of a fleet fail with one signature. One refused grant is for the mailbox's owner to
 * mend; when most grants are refused, the owners are not the ones to act.
 *
 * @param credential null in an event of release 0.1, which knew the OAuth client only
 */
export function diagnoseFleet(failure: Failure, credential: CredentialId | null): Diagnosis {
  const method = methodOf(credential ?? OAUTH_CLIENT);
  return classOf(failure, method) === 'grant'
    ? diagnosisOf('fleet_refused')
    : diagnose(failure, { method });
}

/** Says why a stored probe failed: as it was known at the time, else from its code; null when it passed. */
export function diagnoseSample({ code, cause }: ProbeSample): Diagnosis | null {
  if (code === null) return null;
  return cause !== undefined && isCause(cause)
    ? diagnosisOf(cause)
    : diagnose({ code, upstream: null });
}
