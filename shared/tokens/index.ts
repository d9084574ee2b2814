import type { DueRun } from '../concurrency/counted-work.ts';
import { beginAuthorization } from './authorization/begin.ts';
import { type AuthorizationResponse, completeAuthorization } from './authorization/complete.ts';
import { connectByDelegation, type Delegating, nameFallback } from './authorization/delegate.ts';
import {
  addDelegation,
  addKey,
  changeDelegation,
  type NewDelegation,
  type NewKey,
  removeDelegation,
  removeKey,
} from './authorization/delegations.ts';
import { disconnect, type Ending } from './authorization/disconnect.ts';
import { endLink, listLinks, makeLink, openLink, withdrawLink } from './authorization/links.ts';
import { lookAtLink, openAuthorization } from './authorization/open.ts';
import { resumeAuthorizations } from './authorization/resume.ts';
import { beginSignIn, completeSignIn, type SignInTrip } from './authorization/sign-in.ts';
import { createFleetWatches } from './fleet/fleet-watch.ts';
import type { AuthorizationPurpose, ConnectPurpose } from './model/authorization-request.ts';
import type { ImapCheck, Probe } from './model/connection.ts';
import { OAUTH_CLIENT } from './model/credential.ts';
import {
  type ActingFor,
  listDelegations,
  prepareDelegatedToken,
  rememberSigningKeys,
} from './model/delegated-token.ts';
import { type Delegation, delegationCredential } from './model/delegation.ts';
import type { Fleet } from './model/fleet.ts';
import { withPlausibleMoments } from './model/plausible-moments.ts';
import type { Ports } from './model/ports.ts';
import { createAccessTokenFor } from './refresh/access-token-for.ts';
import { refreshOnRequest } from './refresh/confirm-refusal.ts';
import { createConsentSource } from './refresh/consent-source.ts';
import { createDelegationSource, settingsTokenFor } from './refresh/delegation-source.ts';
import { moveGrant } from './refresh/move-grant.ts';
import { recordImap } from './refresh/record-imap.ts';
import { type AboutProbe, recordProbe } from './refresh/record-probe.ts';
import { refreshDue, type WatchRefresh } from './refresh/refresh-due.ts';
import type { RefreshPorts } from './refresh/refresh-ports.ts';
import { type SecurityEventToken, takeSecurityEvents } from './refresh/security-events.ts';
import { createTokenCache } from './refresh/token-cache.ts';

export type { AuthorizationLink } from './authorization/begin.ts';
export type { AuthorizationResponse } from './authorization/complete.ts';
export type { Delegated, Delegating } from './authorization/delegate.ts';
export type { NewDelegation, NewKey } from './authorization/delegations.ts';
export type { ListedLink } from './authorization/links.ts';
export { linkIdOf } from './authorization/links.ts';
export { type LinkOffer, TRIP_MS } from './authorization/open.ts';
export type { CompletedAuthorization } from './authorization/settle.ts';
export { isSignIn, type SignInTrip } from './authorization/sign-in.ts';
export { classOf } from './fleet/failure-class.ts';
export { isWholeDomain } from './fleet/observe-fleet.ts';
export {
  domainOf,
  isAddress,
  isGmailDomain,
  isSameMailbox,
  isServiceAccountAddress,
  MAX_ADDRESS_LENGTH,
  mailboxKeyOf,
  spellingsOf,
} from './model/address.ts';
export {
  AUDIT_EVENT_KINDS,
  type AuditEvent,
  type AuditEventKind,
  CHANGED_PROPERTIES,
  EVENT_ROLES,
  type EventActor,
  type EventChange,
  type EventFailure,
  type EventRole,
  isNotified,
  type NotifiedKind,
} from './model/audit-event.ts';
export type {
  AuthorizationPurpose,
  AuthorizationRequest,
  ConnectPurpose,
} from './model/authorization-request.ts';
export type {
  AccessToken,
  CheckFailure,
  Connection,
  ConnectionGrant,
  ConnectionStatus,
  ConsentGrant,
  DelegationGrant,
  Failure,
  Grant,
  ImapCheck,
  Lease,
  ListedConnection,
  Mailbox,
  Probe,
  ProbeSample,
} from './model/connection.ts';
export {
  currentProbe,
  grantVersionOf,
  type Health,
  healthOf,
  type Method,
} from './model/connection.ts';
export { type CredentialId, credentialOf, methodOf, OAUTH_CLIENT } from './model/credential.ts';
export {
  DELEGATION_RECORD,
  type Delegation,
  type DelegationKey,
  delegatedScopesOf,
  delegationIdsOf,
  EMAIL_SCOPE,
  isInDomains,
  KEY_FORMATS,
  type KeyFormat,
} from './model/delegation.ts';
export {
  type ConnectionDue,
  type DueIndex,
  type EventDue,
  NOTIFICATION_DUE,
  PROBE_DUE,
  REFRESH_DUE,
} from './model/due.ts';
export {
  type Breaker,
  type DomainRefusals,
  type Fleet,
  newFleet,
  type Tally,
} from './model/fleet.ts';
export { type GrantDigests, PREFIX_CHARACTERS } from './model/grant-digests.ts';
export { type AccessEnd, accessEndOf, isTestingEnd } from './model/grant-end.ts';
export { auditEvent } from './model/make-event.ts';
export type {
  AuthorizationParameters,
  OAuthProvider,
  TokenAnswer,
} from './model/oauth-provider.ts';
export { LINK_RECORD, type PendingLink } from './model/pending-link.ts';
export { withPlausibleMoments } from './model/plausible-moments.ts';
export type {
  Clock,
  GrantVault,
  GrantVersion,
  Ids,
  Ports,
  SecretVault,
  SigningKeyVault,
} from './model/ports.ts';
export { readOrSalvage } from './model/read-or-salvage.ts';
export {
  ACCOUNT_RECORD,
  FLEET_RECORD,
  type RecordKind,
  SECURITY_EVENT_RECORD,
} from './model/records.ts';
export {
  canReadMail,
  IMAP_SCOPE,
  includesImap,
  isScopeProfile,
  PROFILES,
  SCOPE_PROFILES,
  type ScopeProfile,
} from './model/scopes.ts';
export type {
  AssertionRequest,
  ServiceAccounts,
  Signer,
  SigningKey,
} from './model/service-accounts.ts';
export { ALL_SHARDS, type Share, shardOf, shardsOf } from './model/shards.ts';
export { CLOCK_RECORD, isClockSteady } from './model/steady-clock.ts';
export type {
  AuditTrail,
  ConnectionFilter,
  ConnectionStore,
  CountedTrouble,
  DamagedConnection,
  Due,
  DueStore,
  EventFilter,
  Page,
  PageAsked,
  RecordStore,
  RequestStore,
  Store,
  TwoWayPage,
  Versioned,
} from './model/store.ts';
export { EVERY_CONNECTION, MOST_TROUBLES } from './model/store.ts';
export { isOfGmail, NEAR_CAP } from './model/write-change.ts';
export type { AccessTokenFor, TokenNeed } from './refresh/access-token-for.ts';
export type { Moved } from './refresh/move-grant.ts';
export type { Refreshed, RefreshSummary } from './refresh/refresh-due.ts';
export type {
  SecurityEvent,
  SecurityEventKind,
  SecurityEventOutcome,
  SecurityEventToken,
} from './refresh/security-events.ts';

/** The tokens library over one set of ports. Each function is described in its own file. */
export function createTokens(composed: Ports) {
  const store = withPlausibleMoments(composed.store, composed.clock);
  const signingKeys = rememberSigningKeys(composed.signingKeys);
  const given: Ports = { ...composed, store, signingKeys };
  const memory = createTokenCache();
  const ports: RefreshPorts = {
    ...given,
    fleets: createFleetWatches(given),
    sources: {
      consent: createConsentSource(given),
      delegation: createDelegationSource(given),
    },
    listCredentials: async () => [
      OAUTH_CLIENT,
      ...(await listDelegations(given)).map(({ id }) => delegationCredential(id)),
    ],
  };
  // A token that is fetched during the revocation must not be cached either.
  const end = (id: string, ending: Ending): Promise<boolean> =>
    disconnect(ports, id, ending).finally(() => memory.forget(id));
  return {
    beginAuthorization: (purpose: AuthorizationPurpose, begunBy: string) =>
      beginAuthorization(ports, purpose, begunBy),
    makeLink: (purpose: ConnectPurpose, by: string) => makeLink(ports, purpose, by),
    listLinks: () => listLinks(ports),
    withdrawLink: (id: string, by: string) => withdrawLink(ports, id, by),
    openLink: (link: string, browser: string) => openLink(ports, link, browser),
    lookAtLink: (link: string, browser: string | null) => lookAtLink(ports, link, browser),
    openAuthorization: (link: string, browser: string) => openAuthorization(ports, link, browser),
    completeAuthorization: async (response: AuthorizationResponse) => {
      const completed = await completeAuthorization(ports, response);
      // A cached token of the replaced grant, or of an account that was replaced, may be dead.
      if (completed.kind === 'connected') {
        memory.forget(null);
        await endLink(ports, response.state);
      }
      return completed;
    },
    beginSignIn: () => beginSignIn(ports),
    completeSignIn: (
      trips: readonly SignInTrip[],
      response: Pick<AuthorizationResponse, 'state' | 'code' | 'error'>,
    ) => completeSignIn(ports, trips, response),
    resumeAuthorizations: async (until: Date) => {
      const summary = await resumeAuthorizations(ports, until);
      if (summary.resumed > 0) memory.forget(null);
      return summary;
    },
    accessTokenFor: createAccessTokenFor(ports, memory),
    /** @param requestedBy the administrator who requested it, for the audit trail */
    refreshOne: (id: string, requestedBy: string | null = null) => {
      const request = { acceptStored: () => null, trigger: 'person', requestedBy } as const;
      return memory.track(id, refreshOnRequest(ports, id, request));
    },
    refreshDue: (run: DueRun, watch?: WatchRefresh) => refreshDue(ports, run, watch),
    /** What is known of each fleet, at most some seconds old; a fleet that cannot be read is left out. */
    lookAtFleets: async (): Promise<readonly Fleet[]> => {
      const credentials = await ports.listCredentials();
      const fleets = await Promise.all(credentials.map((each) => ports.fleets.of(each).look()));
      return fleets.filter((fleet) => fleet !== null);
    },
    /** Writes now what this instance has observed, for the others to know. */
    shareFleets: () => ports.fleets.share(),
    recordProbe: (id: string, probe: Probe, about: AboutProbe = {}) =>
      recordProbe(ports, id, { probe, ...about }),
    /** @param enabledBy the administrator who turned IMAP on before the check; null: nobody did */
    recordImap: (id: string, check: ImapCheck, enabledBy: string | null = null) =>
      recordImap(ports, id, { check, enabledBy }),
    takeSecurityEvents: async (token: SecurityEventToken) => {
      const outcome = await takeSecurityEvents(ports, token);
      // The events do not say which cached tokens are dead.
      if (outcome === 'checked') memory.forget(null);
      return outcome;
    },
    moveGrant: (id: string) => moveGrant(ports, id),
    listDelegations: () => listDelegations(ports),
    addDelegation: (delegation: NewDelegation, by: string) => addDelegation(ports, delegation, by),
    changeDelegation: (id: string, change: Parameters<typeof changeDelegation>[2]) =>
      changeDelegation(ports, id, change),
    addKey: (id: string, added: { readonly key: NewKey; readonly by: string }) =>
      addKey(ports, id, added),
    removeKey: (id: string, removed: { readonly fingerprint: string; readonly by: string }) =>
      removeKey(ports, id, removed),
    removeDelegation: (id: string, by: string) => removeDelegation(ports, id, by),
    connectByDelegation: async (delegating: Delegating) => {
      const delegated = await connectByDelegation(ports, delegating);
      // The consent that it replaced was revoked, and its cached token with it.
      memory.forget(delegated.connection.id);
      return delegated;
    },
    /** A token for the check of a delegation; nothing is stored. */
    requestDelegatedToken: async (delegation: Delegation, actingFor: ActingFor) =>
      (await prepareDelegatedToken(ports, delegation, actingFor))(),
    settingsTokenFor: (id: string) => settingsTokenFor(ports, id),
    nameFallback: (id: string, named: Parameters<typeof nameFallback>[2]) =>
      nameFallback(ports, id, named),
    /** Returns whether the grant was revoked at Google. */
    disconnect: (id: string, by: string | null) => end(id, { by, revokes: true }),
    /** Disconnects without revoking at Google, where that cannot be done. */
    forget: async (id: string, by: string | null) => {
      await end(id, { by, revokes: false });
    },
  };
}

export type Tokens = ReturnType<typeof createTokens>;
