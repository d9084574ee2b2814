import { createSecretKey, type KeyObject } from 'node:crypto';
import { AppError } from '../errors.ts';
import { createKeyCache, type KeyringPorts, stopwatch } from './key-cache.ts';
import type { KeySet } from './key-set.ts';

export type SealingKey = { readonly id: string; readonly key: KeyObject };

/**
 * The keys that open sealed texts; the current key seals. Old keys stay until no record needs them.
 * Errors: those of the key store.
 */
export interface Keyring extends KeyFinder {
  current(): Promise<SealingKey>;
  /** Finds keys for texts that come from outside, such as cookies: with a limit of their own on unknown ids. */
  readonly outside: KeyFinder;
  /** Reloads the keys now, to confirm that the key store answers. */
  reload(): Promise<void>;
}

export type KeyFinder = {
  /** The key with this id; null when there is none. */
  find(id: string): Promise<KeyObject | null>;
};

/**
 * A keyring in memory over the key store. It reloads the keys when they are old, and when a text names a
 * key that it does not have: another process may have rotated the keys.
 */
export function createKeyring(load: () => Promise<KeySet>, ports: KeyringPorts): Keyring {
  const cache = createKeyCache(load, ports);
  const objects = new Map<string, KeyObject>();

  const keyIn = ({ keys }: KeySet, id: string): KeyObject | null => {
    const text = Object.hasOwn(keys, id) ? keys[id] : undefined;
    if (text === undefined) return null;
    const key = objects.get(id) ?? createSecretKey(Buffer.from(text, 'base64'));
    objects.set(id, key);
    return key;
  };

  const createFinder = (): KeyFinder => {
    const missing = createMissingKeys(ports.clock);
    return {
      find: async (id) => {
        const known = keyIn(await cache.recent(), id);
        if (known || missing.has(id)) return known;
        const found = keyIn(await cache.reloaded(), id);
        if (!found) missing.add(id);
        return found;
      },
    };
  };

  return {
    ...createFinder(),
    outside: createFinder(),
    reload: async () => {
      await cache.reloaded();
    },
    current: async () => {
      const set = await cache.recent();
      const key = keyIn(set, set.current);
      if (!key) throw new AppError('internal');
      return { id: set.current, key };
    },
  };
}

/**
 * In this time, an unknown key id causes one reload at most, and only this many unknown ids do: texts that
 * name them can be forged, or be cookies sealed with a key that has since been removed. Records and texts
 * from outside are counted apart, so that strangers cannot keep a process from finding a record's new key.
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
