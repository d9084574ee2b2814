import type { Ports } from '../shared/tokens/index.ts';

export type Counts = {
  tokenCalls: number;
  storeSearches: number;
  storeReads: number;
  storeWrites: number;
  vaultReads: number;
};

/** Ports that count what a refresh asks of them, and are otherwise the same. */
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
    <Given extends readonly unknown[], Answer>(
      name: keyof Counts,
      ask: (...given: Given) => Answer,
    ) =>
    (...given: Given): Answer => {
      counts[name] += 1;
      return ask(...given);
    };
  const counting: Ports = {
    ...ports,
    store: {
      ...store,
      dueConnections: counted('storeSearches', store.dueConnections),
      readConnection: counted('storeReads', store.readConnection),
      writeConnection: counted('storeWrites', store.writeConnection),
    },
    vault: { ...vault, get: counted('vaultReads', vault.get) },
    oauth: { ...oauth, refresh: counted('tokenCalls', oauth.refresh) },
  };
  return { ports: counting, counts };
}
