import type { Uses } from '../pages/index.ts';
import { type ConnectionStore, delegationIdsOf, EVERY_CONNECTION } from '../tokens/index.ts';

const PAGE = 500;
/** A page must not wait for ten thousand records; beyond this many mailboxes it shows "at least". */
const MOST_PAGES = 8;

/** How many mailboxes each delegation serves, also as a fallback, by its id. */
export type UsesOf = (delegationId: string) => Uses;

/** Counts, for every delegation at once. */
export async function countUses(store: Pick<ConnectionStore, 'listConnections'>): Promise<UsesOf> {
  const counts = new Map<string, number>();
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const listed = await store.listConnections({ after, limit: PAGE, filter: EVERY_CONNECTION });
    for (const connection of listed.items) {
      for (const id of delegationIdsOf(connection)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    after = listed.next;
    if (after === null) break;
  }
  const atLeast = after !== null;
  return (id) => ({ mailboxes: counts.get(id) ?? 0, atLeast });
}
