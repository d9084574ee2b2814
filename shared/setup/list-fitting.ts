import type { Counts, ListQuery } from '../pages/index.ts';
import type { ConnectionFilter, ConnectionStore } from '../tokens/index.ts';
import { addressFilters } from './list-query.ts';

const PAGE_SIZE = 50;

type Lists = Pick<ConnectionStore, 'listConnections' | 'countConnections'>;
type AddressFilter = ConnectionFilter['address'];

/** The connections in the first sense of the search in which there are any, and how many fare how. */
export async function listFitting(store: Lists, asked: ListQuery) {
  const [likeliest, ...others] = addressFilters(asked.search);
  let found = await listBy(store, asked, likeliest);
  for (const address of others) {
    if (Object.values(found.counts).some((count) => count > 0)) break;
    found = await listBy(store, asked, address);
  }
  return found;
}

/** Counted and read at once: by indexes, and so in the time of one read. */
async function listBy(store: Lists, { show, after }: ListQuery, address: AddressFilter) {
  const count = (health: ConnectionFilter['health']) => store.countConnections({ health, address });
  const filter = { health: show, address };
  const [listed, failing, needs_reconnect, well] = await Promise.all([
    store.listConnections({ after, limit: PAGE_SIZE, filter }),
    count('failing'),
    count('needs_reconnect'),
    count('well'),
  ]);
  const counts: Counts = { failing, needs_reconnect, well };
  return { ...listed, counts };
}
