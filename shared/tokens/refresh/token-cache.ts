import type { AccessToken } from '../model/connection.ts';
import type { RefreshOutcome } from './refresh-one.ts';

/** The tokens this instance has seen, so that a hot mailbox costs no document read. */
export type TokenCache = {
  get(connectionId: string): AccessToken | undefined;
  /** Remembers the token that a refresh brings, unless something was forgotten while it was under way. */
  track(connectionId: string, refresh: Promise<RefreshOutcome>): Promise<RefreshOutcome>;
  /** The tokens of one connection, or with null of all, may be dead. */
  forget(connectionId: string | null): void;
  /** Rises with whatever is forgotten: what began before then is not shared with whoever asks now. */
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
