import { createSecretKey, type KeyObject } from 'node:crypto';
import { AppError } from '../errors.ts';
import { createKeyCache, stopwatch } from './key-cache.ts';
import type { KeySet } from './key-set.ts';

export type SealingKey = { readonly id: string; readonly key: KeyObject };

/**
 * The keys that open sealed texts; the current key seals. Old keys stay until no record needs them.
 * Errors: those of the key store.
 */
export interface Keyring {
  current(): Promise<SealingKey>;
  /** The key with this id; null when there is none. */
  find(id: string): Promise<KeyObject | null>;
}

/**
 * A keyring in memory over the key store. It reloads the keys when they are old, and when a text names a
 * key that it does not have: another process may have rotated the keys.
 */
export function createKeyring(
  load: () => Promise<KeySet>,
  clock: { readonly now: () => Date },
): Keyring {
  const cache = createKeyCache(load, clock);
  const missing = createMissingKeys(clock);
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
      const found = keyIn(await cache.reloaded(), id);
      if (!found) missing.add(id);
      return found;
    },
  };
}

/**
 * In this time, an unknown key id causes one reload at most, and only this many unknown ids do: texts that
 * name them can be forged, or be cookies sealed with a key that has since been removed.
 */
const MISSING_KEYS_MS = 5 * 1000;
const MAX_MISSING_KEYS = 20;

function createMissingKeys(clock: { readonly now: () => Date }) {
  const since = stopwatch(clock);
  const ids = new Set<string>();
  let clearedAt = Number.NEGATIVE_INFINITY;
  return {
    has: (id: string): boolean => {
      if (since(clearedAt) >= MISSING_KEYS_MS) {
        ids.clear();
        clearedAt = clock.now().getTime();
      }
      return ids.has(id) || ids.size >= MAX_MISSING_KEYS;
    },
    add: (id: string): void => {
      ids.add(id);
    },
  };
}
