import type { Counts, ListQuery, Shown } from '../pages/index.ts';
import {
  type ConnectionFilter,
  type ConnectionStore,
  MAX_ADDRESS_LENGTH,
} from '../tokens/index.ts';

const PAGE_SIZE = 50;

const SHOWN: readonly Shown[] = ['failing', 'needs_reconnect', 'well'];
/** At least two labels, without a local part. */
const DOMAIN = /^[^\s@.]+(\.[^\s@.]+)+$/;

type AddressFilter = ConnectionFilter['address'];
type Lists = Pick<ConnectionStore, 'listConnections' | 'countConnections'>;

/** Reads which mailboxes a page's address selects. Invalid values select all. */
export function readListQuery(query: URLSearchParams): ListQuery {
  const show = SHOWN.find((each) => each === query.get('show')) ?? null;
  const search = (query.get('search') ?? '').trim().slice(0, MAX_ADDRESS_LENGTH);
  return { show, search, after: query.get('after') || null };
}

/**
 * The possible meanings of a search, the likeliest first: a domain if it begins with @ or looks like one,
 * else the beginning of an address. `yuki.tanaka` looks like a domain but is none, so a search that finds
 * nothing as a domain is repeated as a prefix.
 */
export function addressFilters(search: string): readonly [AddressFilter, ...AddressFilter[]] {
  const words = search.toLowerCase();
  if (words.startsWith('@')) return [words.length > 1 ? { domain: words.slice(1) } : null];
  if (words === '') return [null];
  return DOMAIN.test(words) ? [{ domain: words }, { prefix: words }] : [{ prefix: words }];
}

/**
 * Lists the connections that match the search, with counts by health. A search can have several meanings:
 * the first one with any matches is used.
 */
export async function listMatching(store: Lists, query: ListQuery) {
  const [likeliest, ...others] = addressFilters(query.search);
  let found = await listBy(store, query, likeliest);
  for (const address of others) {
    if (Object.values(found.counts).some((count) => count > 0)) break;
    found = await listBy(store, query, address);
  }
  return found;
}

/** Lists and counts concurrently. All queries use indexes, so together they take the time of one read. */
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
