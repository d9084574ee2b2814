import { isProven } from './believe-refusal.ts';
import { refreshAccessToken } from './refresh-access-token.ts';
import type { RefreshPorts } from './refresh-ports.ts';

const WITNESSES = 3;

/**
 * Finds out whether a refusal is the mailbox's own: refreshes another one, which is well as far as we
 * know. If that succeeds, Google and our client work, and the next refusal of the first is believed;
 * if it does not, it is doubted as well. In a fleet of one nobody can be asked.
 *
 * @param refusedAt what succeeded after this moment is proof enough
 */
export async function askWitness(ports: RefreshPorts, refusedAt: Date): Promise<void> {
  const { store, fleet, clock } = ports;
  if (isProven(await fleet.look(), refusedAt)) return;
  // Whoever connects while we look was not there to be asked.
  const looked = clock.now();
  const well = await store.listConnections({ after: null, limit: WITNESSES, filter: of('well') });
  for (const { id } of well.items) {
    const outcome = await refreshAccessToken(ports, id, { fresh: () => null, asker: 'schedule' });
    if (outcome.kind === 'refreshed') return;
  }
  if (well.items.length > 0) return;
  const failing = await store.listConnections({ after: null, limit: 2, filter: of('failing') });
  if (failing.items.length + failing.unreadable <= 1) await fleet.noteAlone(looked);
}

const of = (health: 'well' | 'failing') => ({ health, address: null });
