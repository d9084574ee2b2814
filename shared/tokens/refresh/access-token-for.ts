import { AppError } from '../../errors.ts';
import type { AccessToken } from '../model/connection.ts';
import { refreshOnRequest } from './confirm-refusal.ts';
import { createNoteUse } from './note-use.ts';
import type { RefreshOutcome, RefreshRequest } from './refresh-one.ts';
import type { RefreshPorts } from './refresh-ports.ts';
import type { TokenCache } from './token-cache.ts';
import type { RefreshTrigger } from './trigger.ts';

/** A caller that demanded a longer life would cause a refresh on every call. */
const MOST_SECONDS = 30 * 60;

/** What the caller needs of a token. */
export type TokenNeed = {
  /** How long it must still live, in seconds (at most 1800; 60 by default). */
  readonly minimumSeconds?: number;
  /** A token that Gmail just refused with 401: the stored one is not good enough if it is this one. */
  readonly rejected?: string;
  /**
   * Why the token is needed; by default for a `use` of the mailbox. Without a `use` a connection is idle two
   * days after its consent.
   */
  readonly trigger?: Extract<RefreshTrigger, 'use' | 'probe' | 'person'>;
  /** The administrator who requested it, for the audit trail; left out when nobody did. */
  readonly requestedBy?: string | null;
};

export type AccessTokenFor = (connectionId: string, need?: TokenNeed) => Promise<AccessToken>;

/**
 * Answers a live access token: from this instance's memory, else from the document, else by one refresh,
 * however many callers ask at once.
 *
 * @throws AppError `connection_unknown`, `connection_disconnected`, `connection_needs_reconnect`,
 *   `connection_busy`; the code of a refresh that failed and will be retried: `grant_refused`, `grant_lost`,
 *   `client_refused`, `google_unavailable`, `configuration_invalid`; and what store and vault throw
 */
export function createAccessTokenFor(ports: RefreshPorts, memory: TokenCache): AccessTokenFor {
  const refreshing = new Map<string, Promise<RefreshOutcome>>();
  const noteUse = createNoteUse(ports);

  /** One refresh for each trigger: only a use is noted as one. */
  const placeOf = (id: string, trigger: RefreshTrigger): string =>
    `${memory.epoch()} ${trigger} ${id}`;

  /** One refresh of a connection in this process: callers during it share its outcome. */
  const refreshOnce = (id: string, wanted: RefreshRequest): Promise<RefreshOutcome> => {
    const place = placeOf(id, wanted.trigger);
    const running = refreshing.get(place);
    if (running) return running;
    const refresh = memory
      .track(id, refreshOnRequest(ports, id, wanted))
      .finally(() => refreshing.delete(place));
    refreshing.set(place, refresh);
    return refresh;
  };

  const fetchToken = async (id: string, need: TokenNeed): Promise<RefreshOutcome> => {
    const { trigger = 'use', requestedBy = null } = need;
    const lasting = lastingFor(need);
    // Another caller's refresh may have accepted a token that is not good enough for this need.
    const shared = refreshing.get(placeOf(id, trigger));
    const theirs = shared && (await shared);
    if (theirs && 'token' in theirs && lasting(theirs.token, ports.clock.now())) return theirs;
    return refreshOnce(id, {
      acceptStored: ({ accessToken }, now) =>
        accessToken && lasting(accessToken, now) ? accessToken : null,
      trigger,
      requestedBy,
    });
  };

  return async (connectionId, need = {}) => {
    const used = (need.trigger ?? 'use') === 'use';
    const remembered = memory.get(connectionId);
    if (remembered && lastingFor(need)(remembered, ports.clock.now())) {
      if (used) await noteUse(connectionId, false);
      return remembered;
    }
    const outcome = await fetchToken(connectionId, need);
    const token = tokenOf(outcome);
    if (used) await noteUse(connectionId, outcome.kind === 'refreshed');
    return token;
  };
}

function lastingFor({ minimumSeconds = 60, rejected }: TokenNeed) {
  const lifeMs = Math.min(minimumSeconds, MOST_SECONDS) * 1000;
  return (token: AccessToken, now: Date): boolean =>
    token.value !== rejected && token.expiresAt.getTime() - now.getTime() >= lifeMs;
}

function tokenOf(outcome: RefreshOutcome): AccessToken {
  switch (outcome.kind) {
    case 'refreshed':
    case 'fresh':
      return outcome.token;
    case 'busy':
      throw new AppError('connection_busy');
    case 'needs_reconnect':
      throw new AppError('connection_needs_reconnect', { upstream: outcome.error.upstream });
    case 'retry_later':
      throw outcome.error;
  }
}
