import type { AccessToken } from '../model/connection.ts';
import type { RefreshOutcome } from './refresh-one.ts';

/** The tokens that this instance has seen, so that a busy mailbox costs no document read. */
export type TokenCache = {
  get(connectionId: string): AccessToken | undefined;
  /** Stores the token of a refresh, unless tokens were forgotten while it ran. */
  track(connectionId: string, refresh: Promise<RefreshOutcome>): Promise<RefreshOutcome>;
  /** Forgets the token of one connection, or with null of all: they may be dead. */
  forget(connectionId: string | null): void;
  /** Rises whenever tokens are forgotten: later callers do not share a refresh that began before. */
  epoch(): number;
};

export function createTokenCache(): TokenCache {
  const tokens = new Map<string, AccessToken>();
  let era = 0;
  return {
    get: (id) => tokens.get(id),
    track: async (id, refresh) => {
      const begun = era;
      const outcome = await refresh;
      if ('token' in outcome && begun === era) tokens.set(id, outcome.token);
      return outcome;
    },
    forget: (id) => {
      era += 1;
      if (id === null) tokens.clear();
      else tokens.delete(id);
    },
    epoch: () => era,
  };
}
