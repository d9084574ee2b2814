import { AppError } from '../errors.ts';
import type { AccessToken } from './connection.ts';
import type { Ports } from './ports.ts';
import { type RefreshOutcome, refreshAccessToken, type Wanted } from './refresh-access-token.ts';

/** Asking for more life than this of a token would refresh on every call. */
const MOST_SECONDS = 30 * 60;

/** What the caller needs of a token. */
export type TokenNeed = {
  /** How long it must still live, in seconds (at most 1800); 60 unless told. */
  readonly minimumSeconds?: number;
  /** A token that Gmail just answered 401 to: the stored one will not do if it is this one. */
  readonly rejected?: string;
  /** A person is waiting: try even while an earlier failure backs off. */
  readonly impatient?: boolean;
};

export type AccessTokenFor = (connectionId: string, need?: TokenNeed) => Promise<AccessToken>;

/**
 * Answers a live access token: from this instance's memory, else from the document, else by one
 * refresh, however many ask at once.
 *
 * @throws AppError `connection_unknown`, `connection_disconnected`, `connection_needs_reconnect`,
 *   `connection_busy`, `client_refused`, `google_unavailable`, `store_unavailable`,
 *   `record_unreadable`
 */
export function createAccessTokenFor(ports: Ports, memory: TokenMemory): AccessTokenFor {
  const refreshing = new Map<string, Promise<RefreshOutcome>>();

  /** In one process, one refresh a connection: those who ask meanwhile share its outcome. */
  const refreshOnce = (id: string, wanted: Wanted): Promise<RefreshOutcome> => {
    const running = refreshing.get(id);
    if (running) return running;
    const refresh = refreshAccessToken(ports, id, wanted).finally(() => refreshing.delete(id));
    refreshing.set(id, refresh);
    return refresh;
  };

  return async (connectionId, need = {}) => {
    const lasting = lastingFor(need);
    const remembered = memory.get(connectionId);
    if (remembered && lasting(remembered, ports.clock.now())) return remembered;
    const wanted: Wanted = {
      fresh: ({ accessToken }, now) =>
        accessToken && lasting(accessToken, now) ? accessToken : null,
      impatient: need.impatient ?? false,
    };
    // Somebody else's refresh may have been content with a token that will not do for this need.
    const shared = refreshing.get(connectionId);
    const theirs = shared ? tokenOf(await shared) : null;
    const token =
      theirs && lasting(theirs, ports.clock.now())
        ? theirs
        : tokenOf(await refreshOnce(connectionId, wanted));
    memory.set(connectionId, token);
    return token;
  };
}

/** The tokens this instance has seen, so that a hot mailbox costs no document read. */
export type TokenMemory = Map<string, AccessToken>;

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
      throw new AppError('connection_needs_reconnect', { google: outcome.error.google });
    case 'retry_later':
      throw outcome.error;
  }
}
