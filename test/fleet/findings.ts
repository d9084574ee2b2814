import { diagnoseConnection } from '../../shared/diagnosis/index.ts';
import type { Fleet, ListedConnection, Store } from '../../shared/tokens/index.ts';

/** How the product sees each mailbox, in one line an address. */
export type Findings = ReadonlyMap<string, string>;

const PAGE = 1000;

/** Everybody's health, the cause of what is wrong, and what the audit trail tells beside the connecting. */
export async function findingsOf(store: Store, fleets: readonly Fleet[]): Promise<Findings> {
  const told = await changesByConnection(store);
  const findings = new Map<string, string>();
  for (let after: string | null = null; ; ) {
    const page = await store.listConnections({ after, limit: PAGE });
    for (const each of page.items) {
      findings.set(each.mailbox.address, lineOf(each, fleets, told.get(each.id) ?? []));
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
  const cause = diagnoseConnection(connection, fleets)?.cause ?? 'well';
  const refresh = failure ? 'refresh fails' : 'refreshed';
  return [status, lease ? 'leased' : refresh, cause, ...events].join(', ');
}

/** The line of a mailbox that is as it should be. */
export const WELL = 'active, refreshed, well';

async function changesByConnection(store: Store): Promise<Map<string, string[]>> {
  const told = new Map<string, string[]>();
  for (const { connectionId, kind } of await eventsOf(store)) {
    if (connectionId === null || kind === 'connected') continue;
    told.set(connectionId, [...(told.get(connectionId) ?? []), kind]);
  }
  return told;
}

/** The whole audit trail, the oldest first. */
export const eventsOf = async (store: Store) =>
  (await store.listEvents({ connectionId: null, limit: 1_000_000 })).toReversed();
