import {
  type Counts,
  type GroupView,
  type ListQuery,
  PAGE_SIZE,
  type Shown,
} from '../pages/index.ts';
import {
  type ConnectionFilter,
  type ConnectionStore,
  MAX_ADDRESS_LENGTH,
} from '../tokens/index.ts';

const SHOWN: readonly Shown[] = ['failing', 'needs_reconnect', 'well'];
/** At least two labels, without a local part. */
const DOMAIN = /^[^\s@.]+(\.[^\s@.]+)+$/;

type AddressFilter = ConnectionFilter['address'];
type Lists = Pick<ConnectionStore, 'listConnections' | 'countConnections'>;

/** Reads which mailboxes a page's address selects. Invalid values select all. */
export function readListQuery(query: URLSearchParams): ListQuery {
  const trouble = query.get('trouble') || null;
  const actor = trouble === null ? query.get('actor') || null : null;
  const isNarrowed = trouble !== null || actor !== null;
  const before = query.get('before') || null;
  const from = Number(query.get('from'));
  return {
    show: isNarrowed ? null : (SHOWN.find((each) => each === query.get('show')) ?? null),
    search: (query.get('search') ?? '').trim().slice(0, MAX_ADDRESS_LENGTH),
    ...{ trouble, actor },
    ...{ after: before === null ? query.get('after') || null : null, before },
    from: Number.isSafeInteger(from) && from > 0 ? from : 1,
  };
}

/** The lines of what is wrong to which a query narrows the list; null: to none. */
export function troublesOf({ trouble, actor }: ListQuery, groups: readonly GroupView[]) {
  if (trouble !== null) return [trouble];
  if (actor === null) return null;
  return groups.filter(({ diagnosis }) => diagnosis.actor === actor).map((each) => each.trouble);
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

/** What a list is narrowed to beside its address, and which page of it is read. */
export type Listing = Pick<ListQuery, 'show' | 'search' | 'after' | 'before'> & {
  /** Null: the lines of what is wrong do not matter. */
  readonly troubles: readonly string[] | null;
};

/**
 * Lists the connections that match the search, with counts by health. A search can have several meanings:
 * the first one with any matches is used.
 */
export async function listMatching(store: Lists, listing: Listing) {
  const [likeliest, ...others] = addressFilters(listing.search);
  let found = await listBy(store, listing, likeliest);
  for (const address of others) {
    if (Object.values(found.counts).some((count) => count > 0)) break;
    found = await listBy(store, listing, address);
  }
  return found;
}

/** The filter by which the whole list is read: the first meaning of the search with any matches. */
export async function filterMatching(
  store: Pick<Lists, 'countConnections'>,
  { show, search, troubles }: Omit<Listing, 'after' | 'before'>,
): Promise<ConnectionFilter> {
  const meanings = addressFilters(search);
  const [likeliest, ...others] = meanings;
  const filterBy = (address: AddressFilter): ConnectionFilter => ({
    ...{ health: show, address },
    ...(troubles && { troubles }),
  });
  for (const address of others.length > 0 ? meanings : []) {
    if ((await store.countConnections({ health: null, address })) > 0) return filterBy(address);
  }
  return filterBy(likeliest);
}

/** Lists and counts concurrently. All queries use indexes, so together they take the time of one read. */
async function listBy(store: Lists, listing: Listing, address: AddressFilter) {
  const { show, after, before, troubles } = listing;
  const count = (health: ConnectionFilter['health']) => store.countConnections({ health, address });
  const filter = { health: show, address, ...(troubles && { troubles }) };
  const [listed, failing, needs_reconnect, well, under] = await Promise.all([
    listOrNone(store, { after, before, filter }),
    count('failing'),
    count('needs_reconnect'),
    count('well'),
    troubles && troubles.length > 0 ? store.countConnections(filter) : 0,
  ]);
  const counts: Counts = { failing, needs_reconnect, well };
  const total = troubles ? under : show ? counts[show] : failing + needs_reconnect + well;
  return { ...listed, counts, total };
}

type Asked = Pick<ListQuery, 'after' | 'before'> & { readonly filter: ConnectionFilter };

/** Under no line stands no mailbox, of which no store need be asked. */
const listOrNone = async (store: Lists, { after, before, filter }: Asked) =>
  filter.troubles?.length === 0
    ? { items: [], previous: null, next: null, unreadable: 0, damaged: [] }
    : store.listConnections({ after, before, limit: PAGE_SIZE, filter });
