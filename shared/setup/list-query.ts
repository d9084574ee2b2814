import type { ListQuery, Shown } from '../pages/index.ts';
import type { ConnectionFilter } from '../tokens/index.ts';

const SHOWN: readonly Shown[] = ['failing', 'needs_reconnect', 'well'];
/** No address is longer (RFC 5321 §4.5.3.1). */
const LONGEST = 254;
/** At least two labels, and nothing in front of them. */
const DOMAIN = /^[^\s@.]+(\.[^\s@.]+)+$/;

type AddressFilter = ConnectionFilter['address'];

/** Which mailboxes a page's address asks for; what cannot be meant asks for all. */
export function readListQuery(query: URLSearchParams): ListQuery {
  const show = SHOWN.find((each) => each === query.get('show')) ?? null;
  const search = (query.get('search') ?? '').trim().slice(0, LONGEST);
  return { show, search, after: query.get('after') || null };
}

/**
 * What a search can mean, the likelier first: a domain when it begins with @ or looks like one, else how
 * an address begins. `yuki.tanaka` looks like a domain and is none: whoever finds nothing goes on.
 */
export function addressFilters(search: string): readonly [AddressFilter, ...AddressFilter[]] {
  const words = search.toLowerCase();
  if (words.startsWith('@')) return [words.length > 1 ? { domain: words.slice(1) } : null];
  if (words === '') return [null];
  return DOMAIN.test(words) ? [{ domain: words }, { prefix: words }] : [{ prefix: words }];
}
