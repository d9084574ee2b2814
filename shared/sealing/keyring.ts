import { createSecretKey, type KeyObject } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { KeySet } from './key-set.ts';

export type SealingKey = { readonly id: string; readonly key: KeyObject };

/**
 * The keys that open what was sealed; the current one seals. Old ones stay until nothing needs them.
 * Errors: those of the place where the keys are kept.
 */
export interface Keyring {
  current(): Promise<SealingKey>;
  /** The key of that id; null when there is none. */
  find(id: string): Promise<KeyObject | null>;
}

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

/** A key that nobody has is looked for once in this time, however many forged texts name it. */
const MISSING_MS = 5 * 1000;

/**
 * A keyring in memory over the keys' own place. It looks there again when its keys grow old, and
 * when it meets a key that it does not know: another process may have rotated them.
 */
export function createKeyring(
  load: () => Promise<KeySet>,
  clock: { readonly now: () => Date },
): Keyring {
  const objects = new Map<string, KeyObject>();
  let loaded: { readonly set: KeySet; readonly at: number } | null = null;
  let loading: Promise<KeySet> | null = null;
  let missedAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;

  /** Math.abs: a clock that was set back makes nothing young. */
  const since = (moment: number): number => Math.abs(clock.now().getTime() - moment);

  const reload = (): Promise<KeySet> => {
    // As old as the question: a process may be halted between that and the answer.
    const at = clock.now().getTime();
    loading ??= load()
      .then((set) => {
        loaded = { set, at };
        return set;
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  };

  const recent = async (): Promise<KeySet> => {
    const known = loaded;
    const will = (milliseconds: number) => known && since(known.at) < milliseconds && known.set;
    const fresh = will(since(failedAt) < FAILED_MS ? STALE_MS : FRESH_MS);
    if (fresh) return fresh;
    return reload().catch((thrown) => {
      failedAt = clock.now().getTime();
      const stale = will(STALE_MS);
      if (stale) return stale;
      throw thrown;
    });
  };

  const keyIn = ({ keys }: KeySet, id: string): KeyObject | null => {
    const text = Object.hasOwn(keys, id) ? keys[id] : undefined;
    if (text === undefined) return null;
    const key = objects.get(id) ?? createSecretKey(Buffer.from(text, 'base64'));
    objects.set(id, key);
    return key;
  };

  return {
    current: async () => {
      const set = await recent();
      const key = keyIn(set, set.current);
      if (!key) throw new AppError('internal');
      return { id: set.current, key };
    },
    find: async (id) => {
      const known = keyIn(await recent(), id);
      if (known || since(missedAt) < MISSING_MS) return known;
      const found = keyIn(await reload(), id);
      // Only where the place has answered is the key missing.
      if (!found) missedAt = clock.now().getTime();
      return found;
    },
  };
}
