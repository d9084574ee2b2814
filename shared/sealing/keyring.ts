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
 * A key that nobody has is looked for once in this time, and only so many of them are: texts that
 * name them can be forged, or be cookies from before a key was retired.
 */
const MISSING_MS = 5 * 1000;
const MOST_MISSING = 20;

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
  let waiting: Promise<KeySet> | null = null;
  const missing = { ids: new Set<string>(), since: Number.NEGATIVE_INFINITY };

  /** Math.abs: a clock that was set back makes nothing young. */
  const since = (moment: number): number => Math.abs(clock.now().getTime() - moment);

  const reload = (): Promise<KeySet> => {
    // Before, not after: keys that changed while they were under way are as old as the question.
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

  /** Keys that were asked for after this moment: the answer under way may be from before a rotation. */
  const reloadAfterwards = (): Promise<KeySet> => {
    if (!loading) return reload();
    waiting ??= loading
      .catch(() => undefined)
      .then(() => {
        waiting = null;
        return reload();
      });
    return waiting;
  };

  const isMissing = (id: string): boolean => {
    if (since(missing.since) >= MISSING_MS) {
      missing.ids.clear();
      missing.since = clock.now().getTime();
    }
    return missing.ids.has(id) || missing.ids.size >= MOST_MISSING;
  };

  const recent = async (): Promise<KeySet> => {
    const known = loaded;
    if (known && since(known.at) < FRESH_MS) return known.set;
    return reload().catch((thrown) => {
      if (known && since(known.at) < STALE_MS) return known.set;
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
      if (known || isMissing(id)) return known;
      const found = keyIn(await reloadAfterwards(), id);
      if (!found) missing.ids.add(id);
      return found;
    },
  };
}
