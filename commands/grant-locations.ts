import type { State, Vault } from '../shared/adapters/state.ts';
import { grantVersionOf, type ListedConnection, type Page } from '../shared/tokens/index.ts';
import type { Retry } from './busy-retry.ts';

const PAGE = 200;

export type GrantState = Pick<State, 'store' | 'vault' | 'otherVaults'>;

/** Where grants are kept. If all counts but `home` are 0, no other vault is needed. */
export type GrantLocations = {
  /** Grants in the first vault, which stores new ones. */
  readonly home: number;
  /** Connections whose grant is in another vault. */
  readonly left: number;
  /** Connections that could not be read, so that the vault of their grant is unknown. */
  readonly unreadable: number;
  /** Connections for which another vault still holds, or may hold, a grant. */
  readonly kept: number;
};

/** Counts the grants in each place by reading every connection and listing the other vaults. */
export async function countGrantLocations(
  state: GrantState,
  withBusyRetry: Retry,
): Promise<GrantLocations> {
  const counts = { home: 0, left: 0, unreadable: 0, kept: 0 };
  for await (const { ids, home, unreadable } of pagesToMove(state, withBusyRetry)) {
    counts.home += home;
    counts.left += ids.length;
    counts.unreadable += unreadable;
  }
  for (const vault of state.otherVaults) {
    counts.kept += (await ownersIn(vault, withBusyRetry)).length;
  }
  return counts;
}

/** One page of connections: `ids` have their grant in another vault, `home` counts the rest. */
type PageToMove = {
  readonly ids: readonly string[];
  readonly home: number;
  readonly unreadable: number;
};

/** Reads all connections page by page, and selects those whose grant is in another vault. */
export async function* pagesToMove(
  { store, vault }: GrantState,
  withBusyRetry: Retry,
): AsyncIterable<PageToMove> {
  let after: string | null = null;
  do {
    const page: { after: string | null; limit: number } = { after, limit: PAGE };
    const { items, next, unreadable }: Page<ListedConnection> = await withBusyRetry(() =>
      store.listConnections(page),
    );
    const versions = items.flatMap((connection) => {
      const version = grantVersionOf(connection);
      return version === null ? [] : [{ id: connection.id, isPrimary: vault.isPrimary(version) }];
    });
    const ids = versions.filter(({ isPrimary }) => !isPrimary).map(({ id }) => id);
    yield { ids, home: versions.length - ids.length, unreadable };
    after = next;
  } while (after !== null);
}

/** The ids of all connections that a vault holds grants for, read whole so that a failed listing can be repeated. */
export const ownersIn = (vault: Vault, withBusyRetry: Retry): Promise<readonly string[]> =>
  withBusyRetry(async () => {
    const owners: string[] = [];
    for await (const owner of vault.owners()) owners.push(owner);
    return owners;
  });
