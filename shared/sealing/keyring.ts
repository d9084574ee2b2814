import { createSecretKey, type KeyObject } from 'node:crypto';
import { AppError } from '../errors.ts';
import { createKeyCache, stopwatch } from './key-cache.ts';
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

/**
 * A keyring in memory over the keys' own place. It looks there again when its keys grow old, and
 * when it meets a key that it does not know: another process may have rotated them.
 */
export function createKeyring(
  load: () => Promise<KeySet>,
  clock: { readonly now: () => Date },
): Keyring {
  const cache = createKeyCache(load, clock);
  const missing = createMissing(clock);
  const objects = new Map<string, KeyObject>();

  const keyIn = ({ keys }: KeySet, id: string): KeyObject | null => {
    const text = Object.hasOwn(keys, id) ? keys[id] : undefined;
    if (text === undefined) return null;
    const key = objects.get(id) ?? createSecretKey(Buffer.from(text, 'base64'));
    objects.set(id, key);
    return key;
  };

  return {
    current: async () => {
      const set = await cache.recent();
      const key = keyIn(set, set.current);
      if (!key) throw new AppError('internal');
      return { id: set.current, key };
    },
    find: async (id) => {
      const known = keyIn(await cache.recent(), id);
      if (known || missing.has(id)) return known;
      const found = keyIn(await cache.fromNowOn(), id);
      if (!found) missing.add(id);
      return found;
    },
  };
}

/**
 * A key that nobody has is looked for once in this time, and only so many of them are: texts that
 * name them can be forged, or be cookies from before a key was retired.
 */
const MISSING_MS = 5 * 1000;
const MOST_MISSING = 20;

function createMissing(clock: { readonly now: () => Date }) {
  const since = stopwatch(clock);
  const ids = new Set<string>();
  let begunAt = Number.NEGATIVE_INFINITY;
  return {
    has: (id: string): boolean => {
      if (since(begunAt) >= MISSING_MS) {
        ids.clear();
        begunAt = clock.now().getTime();
      }
      return ids.has(id) || ids.size >= MOST_MISSING;
    },
    add: (id: string): void => {
      ids.add(id);
    },
  };
}
