import { diagnoseConnection } from '../../shared/diagnosis/index.ts';
import type { Fleet, ListedConnection, Store } from '../../shared/tokens/index.ts';

/** What the product makes of each mailbox: one line for each address. */
export type Findings = ReadonlyMap<string, string>;

const PAGE = 1000;

/** For each mailbox: its status, the cause of its failure, and its audit events except `connected`. */
export async function findingsOf(store: Store, fleets: readonly Fleet[]): Promise<Findings> {
  const changes = await changesByConnection(store);
  const findings = new Map<string, string>();
  for (let after: string | null = null; ; ) {
    const page = await store.listConnections({ after, limit: PAGE });
    for (const each of page.items) {
      findings.set(each.mailbox.address, lineOf(each, fleets, changes.get(each.id) ?? []));
    }
    if (page.next === null) return findings;
    after = page.next;
  }
}

function lineOf(
  connection: ListedConnection,
  fleets: readonly Fleet[],
  events: readonly string[],
): string {
  const { status, failure, lease } = connection;
  const cause = diagnoseConnection(connection, fleets)?.cause ?? 'healthy';
  const refresh = failure ? 'refresh fails' : 'refreshed';
  return [status, lease ? 'leased' : refresh, cause, ...events].join(', ');
}

/** The line of a healthy mailbox. */
export const HEALTHY = 'active, refreshed, healthy';

async function changesByConnection(store: Store): Promise<Map<string, string[]>> {
  const changes = new Map<string, string[]>();
  for (const { connectionId, kind } of await eventsOf(store)) {
    if (connectionId === null || kind === 'connected') continue;
    changes.set(connectionId, [...(changes.get(connectionId) ?? []), kind]);
  }
  return changes;
}

/** The whole audit trail, the oldest first. */
export const eventsOf = async (store: Store) =>
  (await store.listEvents({ connectionId: null, limit: 1_000_000 })).toReversed();
