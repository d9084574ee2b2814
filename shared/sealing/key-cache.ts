import { type AppError, asAppError } from '../errors.ts';
import type { KeySet } from './key-set.ts';

/** For this long, keys in memory are used without reloading. */
const FRESH_MS = 60 * 1000;

/**
 * When the keys cannot be reloaded, the old ones are used for this long and no longer. So once this time
 * has passed after a rotation, no process seals with the old key any more.
 */
export const STALE_MS = 5 * 60 * 1000;

/**
 * After a failed reload the next attempt waits this long, so that callers in between use the old keys and
 * do not each wait for the key store to time out.
 */
const FAILED_MS = 15 * 1000;

/** The keys in memory, for a keyring. Errors: those of the key store. */
export type KeyCache = {
  /** The keys, at most one minute old; at most five while the key store does not answer. */
  recent(): Promise<KeySet>;
  /** Keys from a load that starts after this call: a load already in progress may precede a rotation. */
  reloaded(): Promise<KeySet>;
};

/** What a keyring works with beside its keys. */
export type KeyringPorts = {
  readonly clock: { readonly now: () => Date };
  /**
   * Hears at once that the keys cannot be reloaded, and then again at most every 15 seconds: the keys in
   * memory hide it for five minutes, and then may be the last copy.
   */
  readonly onFailure?: (error: AppError) => void;
};

/** Measures the time since a moment. Math.abs: keys must not look fresh after the clock is set back. */
export const stopwatch =
  (clock: { readonly now: () => Date }) =>
  (moment: number): number =>
    Math.abs(clock.now().getTime() - moment);

/** Keeps keys in memory. Concurrent callers share one load. */
export function createKeyCache(
  load: () => Promise<KeySet>,
  { clock, onFailure = () => undefined }: KeyringPorts,
): KeyCache {
  const since = stopwatch(clock);
  let loaded: { readonly set: KeySet; readonly at: number } | null = null;
  let loading: Promise<KeySet> | null = null;
  let queued: Promise<KeySet> | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  let reportedAt = Number.NEGATIVE_INFINITY;

  const loadNow = async (): Promise<KeySet> => {
    // Take the time before loading: keys may change while they are on their way.
    const at = clock.now().getTime();
    const set = await load();
    loaded = { set, at };
    reportedAt = Number.NEGATIVE_INFINITY;
    return set;
  };

  const report = (thrown: unknown): never => {
    if (since(reportedAt) >= FAILED_MS) {
      reportedAt = clock.now().getTime();
      onFailure(asAppError(thrown));
    }
    throw thrown;
  };

  const reload = (): Promise<KeySet> => {
    loading ??= loadNow()
      .catch(report)
      .finally(() => {
        loading = null;
      });
    return loading;
  };

  return {
    recent: async () => {
      const known = loaded;
      const youngerThan = (milliseconds: number): KeySet | null =>
        known && since(known.at) < milliseconds ? known.set : null;
      const fresh = youngerThan(since(failedAt) < FAILED_MS ? STALE_MS : FRESH_MS);
      if (fresh) return fresh;
      return reload().catch((thrown) => {
        failedAt = clock.now().getTime();
        const stale = youngerThan(STALE_MS);
        if (stale) return stale;
        throw thrown;
      });
    },
    reloaded: () => {
      if (!loading) return reload();
      queued ??= loading
        .catch(() => undefined)
        .then(() => {
          queued = null;
          return reload();
        });
      return queued;
    },
  };
}
