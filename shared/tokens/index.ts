import { createAccessTokenFor, type TokenMemory } from './access-token-for.ts';
import type { AuthorizationPurpose } from './authorization-request.ts';
import { beginAuthorization } from './begin-authorization.ts';
import { type AuthorizationResponse, completeAuthorization } from './complete-authorization.ts';
import type { Probe } from './connection.ts';
import { disconnect } from './disconnect.ts';
import { moveGrant } from './move-grant.ts';
import { openAuthorization } from './open-authorization.ts';
import type { Ports } from './ports.ts';
import { recordProbe } from './record-probe.ts';
import { refreshAccessToken } from './refresh-access-token.ts';
import { type Refreshed, type RefreshRun, refreshDue } from './refresh-due.ts';
import { resumeAuthorizations } from './resume-authorizations.ts';

export type { AccessTokenFor, TokenNeed } from './access-token-for.ts';
export {
  AUDIT_EVENT_KINDS,
  type AuditEvent,
  type AuditEventKind,
  type EventFailure,
} from './audit-event.ts';
export type { AuthorizationPurpose, AuthorizationRequest } from './authorization-request.ts';
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
export type { Breaker, DomainRefusals, Fleet, Tally } from './fleet.ts';
export type { GrantDigests } from './grant-digests.ts';
export { domainOf, type Health, healthOf } from './health.ts';
export { inParallel, type Pace } from './in-parallel.ts';
export type { Moved } from './move-grant.ts';
export type { AuthorizationParameters, OAuthProvider, TokenAnswer } from './oauth-provider.ts';
export { type Patience, persistently } from './persistently.ts';
export type {
  Clock,
  GrantVault,
  GrantVersion,
  Ids,
  Page,
  Ports,
  Versioned,
} from './ports.ts';
export type { RecordKind, Records, Run } from './records.ts';
export type { Refreshed, RefreshRun, RefreshSummary } from './refresh-due.ts';
export { isScopeProfile, SCOPE_PROFILES, type ScopeProfile } from './scopes.ts';
export type { CompletedAuthorization } from './settle-authorization.ts';
export { ALL_SHARDS, shardOf, shardsOf } from './shards.ts';
export type {
  AuditTrail,
  ConnectionFilter,
  ConnectionStore,
  Due,
  RecordStore,
  RequestStore,
  Store,
} from './store.ts';

/** The tokens library over one set of ports. Each verb is described in the file of its name. */
export function createTokens(ports: Ports) {
  const memory: TokenMemory = new Map();
  return {
    beginAuthorization: (purpose: AuthorizationPurpose, begunBy: string) =>
      beginAuthorization(ports, purpose, begunBy),
    openAuthorization: (link: string, browser: string) => openAuthorization(ports, link, browser),
    completeAuthorization: async (response: AuthorizationResponse) => {
      const completed = await completeAuthorization(ports, response);
      // A token remembered of the grant that this one replaced may be dead.
      if (completed.kind === 'connected') memory.delete(completed.connection.id);
      return completed;
    },
    resumeAuthorizations: async (until: Date) => {
      const summary = await resumeAuthorizations(ports, until);
      if (summary.resumed > 0) memory.clear();
      return summary;
    },
    accessTokenFor: createAccessTokenFor(ports, memory),
    refreshOne: async (id: string) => {
      const outcome = await refreshAccessToken(ports, id, { fresh: () => null, impatient: true });
      if ('token' in outcome) memory.set(id, outcome.token);
      return outcome;
    },
    refreshDue: (run: RefreshRun, watch?: (refreshed: Refreshed) => void) =>
      refreshDue(ports, run, watch),
    recordProbe: (id: string, probe: Probe) => recordProbe(ports, id, probe),
    moveGrant: (id: string) => moveGrant(ports, id),
    disconnect: async (id: string) => {
      // A token that somebody fetches while Google revokes must not be remembered either.
      await disconnect(ports, id).finally(() => memory.delete(id));
    },
  };
}

export type Tokens = ReturnType<typeof createTokens>;
