import { isProven } from './believe-refusal.ts';
import type { ListedConnection } from './connection.ts';
import { refreshAccessToken } from './refresh-access-token.ts';
import type { RefreshPorts } from './refresh-ports.ts';

const WITNESSES = 3;
const MOST_LOOKED_AT = 20;

/**
 * Finds out whether a refusal is the mailbox's own: refreshes another one, which is well as far as we
 * know. If that succeeds, Google and our client work, and the next refusal of the first is believed;
 * if it does not, it is doubted as well. In a fleet of one nobody can be asked.
 *
 * @param refusedAt what succeeded after this moment is proof enough
 */
export async function askWitness(ports: RefreshPorts, refusedAt: Date): Promise<void> {
  const { fleet, clock } = ports;
  const known = await fleet.look();
  if (known && isProven(known, refusedAt)) return;
  // Whoever connects while we look was not there to be asked.
  const looked = clock.now();
  const witnesses = await findWitnesses(ports);
  for (const { id } of witnesses) {
    const wanted = { fresh: () => null, asker: 'schedule' } as const;
    // One that cannot be asked does not hide the next.
    const outcome = await refreshAccessToken(ports, id, wanted).catch(() => null);
    if (outcome?.kind === 'refreshed') return;
  }
  if (witnesses.length === 0 && (await isAlone(ports))) await fleet.noteAlone(looked);
}

/** Those that are well, else those whose token works though their last probe failed. */
async function findWitnesses({ store }: RefreshPorts): Promise<readonly ListedConnection[]> {
  const well = await store.listConnections(of('well', WITNESSES));
  if (well.items.length > 0) return well.items;
  const failing = await store.listConnections(of('failing', MOST_LOOKED_AT));
  return failing.items.filter(({ failure }) => failure === null).slice(0, WITNESSES);
}

async function isAlone({ store }: RefreshPorts): Promise<boolean> {
  const failing = await store.listConnections(of('failing', 2));
  if (failing.items.length + failing.unreadable > 1) return false;
  // One that was failing a moment ago, and is no longer, can be asked now.
  const well = await store.listConnections(of('well', 1));
  return well.items.length + well.unreadable === 0;
}

const of = (health: 'well' | 'failing', limit: number) => ({
  after: null,
  limit,
  filter: { health, address: null },
});
