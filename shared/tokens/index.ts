import { createAccessTokenFor } from './access-token-for.ts';
import type { AuthorizationPurpose } from './authorization-request.ts';
import { beginAuthorization } from './begin-authorization.ts';
import { type AuthorizationResponse, completeAuthorization } from './complete-authorization.ts';
import type { Probe } from './connection.ts';
import { disconnect } from './disconnect.ts';
import { createFleetWatch } from './fleet/fleet-watch.ts';
import { moveGrant } from './move-grant.ts';
import { openAuthorization } from './open-authorization.ts';
import type { Ports } from './ports.ts';
import { recordProbe } from './record-probe.ts';
import { type RefreshRun, refreshDue, type WatchRefresh } from './refresh-due.ts';
import { refreshOnRequest } from './refresh-on-request.ts';
import type { RefreshPorts } from './refresh-ports.ts';
import { resumeAuthorizations } from './resume-authorizations.ts';

export type { AccessTokenFor, TokenNeed } from './access-token-for.ts';
export {
  AUDIT_EVENT_KINDS,
  type AuditEvent,
  type AuditEventKind,
  type EventFailure,
} from './audit-event.ts';
export type {
  AuthorizationPurpose,
  AuthorizationRequest,
  ConnectPurpose,
} from './authorization-request.ts';
export type { AuthorizationLink } from './begin-authorization.ts';
export type { AuthorizationResponse } from './complete-authorization.ts';
export type {
  AccessToken,
  Connection,
  ConnectionStatus,
  Failure,
  Grant,
  Lease,
  ListedConnection,
  Mailbox,
  Probe,
  ProbeSample,
} from './connection.ts';
export { classOf } from './fleet/failure-class.ts';
export {
  type Breaker,
  type DomainRefusals,
  type Fleet,
  NEW_FLEET,
  type Tally,
} from './fleet/fleet.ts';
export { isWholeDomain } from './fleet/observe-fleet.ts';
export { type GrantDigests, PREFIX_CHARACTERS } from './grant-digests.ts';
export { domainOf, type Health, healthOf } from './health.ts';
export type { Moved } from './move-grant.ts';
export type { AuthorizationParameters, OAuthProvider, TokenAnswer } from './oauth-provider.ts';
export type {
  Clock,
  GrantVault,
  GrantVersion,
  Ids,
  Ports,
} from './ports.ts';
export type { RecordKind, Records, Run } from './records.ts';
export type { Refreshed, RefreshRun, RefreshSummary } from './refresh-due.ts';
export { isScopeProfile, SCOPE_PROFILES, type ScopeProfile } from './scopes.ts';
export type { CompletedAuthorization } from './settle-authorization.ts';
export { ALL_SHARDS, type Share, shardOf, shardsOf } from './shards.ts';
export type {
  AuditTrail,
  ConnectionFilter,
  ConnectionStore,
  Due,
  RecordStore,
  RequestStore,
  Store,
} from './store.ts';
export { EVERY_CONNECTION } from './store.ts';
export type {
  SecurityEvent,
  SecurityEventKind,
  SecurityEventOutcome,
  SecurityEventToken,
} from './take-security-events.ts';
export type { Page, Versioned } from './versioned.ts';
export { NEAR_CAP } from './write-change.ts';

import { type SecurityEventToken, takeSecurityEvents } from './take-security-events.ts';
import { createTokenMemory } from './token-memory.ts';

/** The tokens library over one set of ports. Each verb is described in the file of its name. */
export function createTokens(given: Ports) {
  const memory = createTokenMemory();
  const ports: RefreshPorts = { ...given, fleet: createFleetWatch(given) };
  return {
    beginAuthorization: (purpose: AuthorizationPurpose, begunBy: string) =>
      beginAuthorization(ports, purpose, begunBy),
    openAuthorization: (link: string, browser: string) => openAuthorization(ports, link, browser),
    completeAuthorization: async (response: AuthorizationResponse) => {
      const completed = await completeAuthorization(ports, response);
      // A token remembered of the grant that this one replaced may be dead.
      if (completed.kind === 'connected') memory.forget(completed.connection.id);
      return completed;
    },
    resumeAuthorizations: async (until: Date) => {
      const summary = await resumeAuthorizations(ports, until);
      if (summary.resumed > 0) memory.forget(null);
      return summary;
    },
    accessTokenFor: createAccessTokenFor(ports, memory),
    refreshOne: (id: string) =>
      memory.keep(id, refreshOnRequest(ports, id, { fresh: () => null, asker: 'person' })),
    refreshDue: (run: RefreshRun, watch?: WatchRefresh) => refreshDue(ports, run, watch),
    /** What is known of all mailboxes together, some seconds old at most. */
    lookAtFleet: () => ports.fleet.look(),
    /** Tells the other instances now what this one has seen of the fleet. */
    shareFleet: () => ports.fleet.share(),
    recordProbe: (id: string, probe: Probe) => recordProbe(ports, id, probe),
    takeSecurityEvents: async (token: SecurityEventToken) => {
      const outcome = await takeSecurityEvents(ports, token);
      // They do not say which of the remembered tokens are dead.
      if (outcome === 'checked') memory.forget(null);
      return outcome;
    },
    moveGrant: (id: string) => moveGrant(ports, id),
    disconnect: async (id: string, by: string | null) => {
      // A token that somebody fetches while Google revokes must not be remembered either.
      await disconnect(ports, id, by).finally(() => memory.forget(id));
    },
  };
}

export type Tokens = ReturnType<typeof createTokens>;
