import type { State, Vault } from '../shared/adapters/state.ts';
import { grantVersionOf, type ListedConnection, type Page } from '../shared/tokens/index.ts';
import type { Retry } from './busy-retry.ts';

const PAGE = 200;

export type Places = Pick<State, 'store' | 'vault' | 'otherVaults'>;

/** What is where, counted afresh; all but `home` at 0 prove that the other vaults are empty. */
export type GrantLocations = {
  /** Grants where new ones go. */
  readonly home: number;
  /** Connections whose grant is elsewhere. */
  readonly left: number;
  /** Connections that could not be read, so that nothing is proved of them. */
  readonly unreadable: number;
  /** Places in the other vaults that hold something, or may. */
  readonly kept: number;
};

/** Counts what is where. */
export async function countGrantLocations(
  places: Places,
  withBusyRetry: Retry,
): Promise<GrantLocations> {
  const counts = { home: 0, left: 0, unreadable: 0, kept: 0 };
  for await (const { ids, home, unreadable } of elsewhere(places, withBusyRetry)) {
    counts.home += home;
    counts.left += ids.length;
    counts.unreadable += unreadable;
  }
  for (const vault of places.otherVaults) {
    counts.kept += (await ownersIn(vault, withBusyRetry)).length;
  }
  return counts;
}

/** One page: which connections have their grant elsewhere, how many have it at home. */
type Found = {
  readonly ids: readonly string[];
  readonly home: number;
  readonly unreadable: number;
};

/** Page by page. */
export async function* elsewhere(
  { store, vault }: Places,
  withBusyRetry: Retry,
): AsyncIterable<Found> {
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

/** Everybody that a vault keeps something for: some ids, so that a failed listing can begin anew. */
export const ownersIn = (vault: Vault, withBusyRetry: Retry): Promise<readonly string[]> =>
  withBusyRetry(async () => {
    const owners: string[] = [];
    for await (const owner of vault.owners()) owners.push(owner);
    return owners;
  });
