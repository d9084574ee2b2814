import type { Ports } from '../shared/tokens/index.ts';

export type Counts = {
  tokenCalls: number;
  storeSearches: number;
  storeReads: number;
  storeWrites: number;
  vaultReads: number;
};

/** Wraps ports so that they count the calls of a refresh. */
export function countCalls(ports: Ports): { readonly ports: Ports; readonly counts: Counts } {
  const { store, vault, oauth } = ports;
  const counts: Counts = {
    tokenCalls: 0,
    storeSearches: 0,
    storeReads: 0,
    storeWrites: 0,
    vaultReads: 0,
  };
  const counted =
    <Parameters extends readonly unknown[], Result>(
      name: keyof Counts,
      call: (...parameters: Parameters) => Result,
    ) =>
    (...parameters: Parameters): Result => {
      counts[name] += 1;
      return call(...parameters);
    };
  const counting: Ports = {
    ...ports,
    store: {
      ...store,
      due: counted('storeSearches', store.due),
      readConnection: counted('storeReads', store.readConnection),
      writeConnection: counted('storeWrites', store.writeConnection),
    },
    vault: { ...vault, get: counted('vaultReads', vault.get) },
    oauth: { ...oauth, refresh: counted('tokenCalls', oauth.refresh) },
  };
  return { ports: counting, counts };
}
