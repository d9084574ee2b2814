import type { KeySet } from './key-set.ts';

/** For so long the keys in memory are not asked after again. */
const FRESH_MS = 60 * 1000;

/**
 * When the keys cannot be read anew, the old ones do for so long and no longer: after a rotation and
 * this time nobody seals with the old key any more.
 */
export const STALE_MS = 5 * 60 * 1000;

/**
 * Keys that could not be read anew are asked after again after so long: whoever needs one meanwhile
 * does not wait until the place has once more not answered.
 */
const FAILED_MS = 15 * 1000;

/** Where a keyring has its keys from. Errors: those of the place where they are kept. */
export type KeyCache = {
  /** The keys, not older than a minute; than five, while their place does not answer. */
  recent(): Promise<KeySet>;
  /** Keys that were asked for after this moment: an answer under way may be from before a rotation. */
  fromNowOn(): Promise<KeySet>;
};

/** Measures time from a moment. Math.abs: a clock that was set back makes nothing young. */
export const stopwatch =
  (clock: { readonly now: () => Date }) =>
  (moment: number): number =>
    Math.abs(clock.now().getTime() - moment);

/** Keeps keys in memory; however many ask at once, their place is asked once. */
export function createKeyCache(
  load: () => Promise<KeySet>,
  clock: { readonly now: () => Date },
): KeyCache {
  const since = stopwatch(clock);
  let loaded: { readonly set: KeySet; readonly at: number } | null = null;
  let loading: Promise<KeySet> | null = null;
  let waiting: Promise<KeySet> | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;

  const loadNow = async (): Promise<KeySet> => {
    // Before, not after: keys that changed while they were under way are as old as the question.
    const at = clock.now().getTime();
    const set = await load();
    loaded = { set, at };
    return set;
  };

  const reload = (): Promise<KeySet> => {
    loading ??= loadNow().finally(() => {
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
    fromNowOn: () => {
      if (!loading) return reload();
      waiting ??= loading
        .catch(() => undefined)
        .then(() => {
          waiting = null;
          return reload();
        });
      return waiting;
    },
  };
}
