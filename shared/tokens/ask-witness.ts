import { isProven } from './believe-refusal.ts';
import type { ListedConnection } from './connection.ts';
import { refreshAccessToken } from './refresh-access-token.ts';
import type { RefreshPorts } from './refresh-ports.ts';

const WITNESSES = 3;
/** Some may be damaged. */
const ENOUGH = 10;
/** Looked through for one whose token is good, where no mailbox is well. */
const LOOKED_THROUGH = 100;

/**
 * Finds out whether a failure is the mailbox's own: refreshes another one, whose token is good as far as
 * we know. If that succeeds, Google and our client work, and the next refusal of the first is believed;
 * if it does not, it is doubted as well. In a fleet of one nobody can be asked.
 *
 * @param doubtedAt what succeeded after this moment is proof enough
 */
export async function askWitness(
  ports: RefreshPorts,
  doubtedAt: Date,
  most = WITNESSES,
): Promise<void> {
  const { store, fleet } = ports;
  if (isProven(await fleet.look(), doubtedAt)) return;
  const well = await store.listConnections({ after: null, limit: ENOUGH, filter: of('well') });
  // One that cannot be read is a mailbox all the same: nobody is alone beside it.
  if (well.items.length + well.unreadable > 0) return askInTurn(ports, well.items.slice(0, most));
  const filter = of('failing');
  const failing = await store.listConnections({ after: null, limit: LOOKED_THROUGH, filter });
  // One that cannot be read at Gmail may be refreshed all the same.
  const refreshable = failing.items.filter(({ failure }) => failure === null).slice(0, most);
  if (refreshable.length > 0) return askInTurn(ports, refreshable);
  if (failing.items.length + failing.unreadable <= 1) await fleet.noteAlone();
}

/** Until one succeeds. */
async function askInTurn(ports: RefreshPorts, all: readonly ListedConnection[]): Promise<void> {
  for (const { id } of all) {
    const outcome = await refreshAccessToken(ports, id, { fresh: () => null, asker: 'schedule' });
    if (outcome.kind === 'refreshed') return;
  }
}

const of = (health: 'well' | 'failing') => ({ health, address: null });
