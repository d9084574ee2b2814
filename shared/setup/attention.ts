import { readTrouble } from '../diagnosis/index.ts';
import type { AttentionView, Counts, GroupView } from '../pages/index.ts';
import { type ConnectionStore, type CountedTrouble, MOST_TROUBLES } from '../tokens/index.ts';

/** What is wrong with the fleet: each group with its count, the largest first. */
export async function readGroups(
  store: Pick<ConnectionStore, 'listTroubles'>,
): Promise<readonly GroupView[]> {
  const groups = (await store.listTroubles(MOST_TROUBLES)).map(groupOf);
  return groups.toSorted((one, other) => other.count - one.count);
}

export const groupOf = ({ trouble, count }: CountedTrouble): GroupView => ({
  ...readTrouble(trouble),
  trouble,
  count,
});

/** The groups, and how many ailing mailboxes of the whole fleet stand in none of them. */
export function attentionOf(
  groups: readonly GroupView[],
  { failing, needs_reconnect }: Counts,
): AttentionView {
  const grouped = groups.reduce((sum, { count }) => sum + count, 0);
  return { groups, others: Math.max(0, failing + needs_reconnect - grouped) };
}
