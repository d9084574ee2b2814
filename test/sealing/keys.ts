import { createKeyring, type Keyring, type KeySet, newKeySet } from '../../shared/sealing/index.ts';

/** A keyring with its own clock, over a key store that a test fills and breaks and that counts its loads. */
export function createTestKeys(first: KeySet = newKeySet()) {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const place = { set: first, loads: 0, failure: null as Error | null };
  const load = async (): Promise<KeySet> => {
    place.loads += 1;
    if (place.failure) throw place.failure;
    return place.set;
  };
  const keyring: Keyring = createKeyring(load, { clock: { now: () => new Date(now) } });
  const pass = (seconds: number): void => {
    now += seconds * 1000;
  };
  return { keyring, place, pass };
}
