import { isProven } from '../fleet/believe-refusal.ts';
import type { ListedConnection } from '../model/connection.ts';
import { refreshAccessToken } from './refresh-one.ts';
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
 * @param most how many are asked until one succeeds
 * @throws AppError what listing throws; one that cannot be asked does not hide the next
 */
export async function askWitness(
  ports: RefreshPorts,
  doubtedAt: Date,
  most = WITNESSES,
): Promise<void> {
  const { fleet, clock } = ports;
  const known = await fleet.look();
  if (known && isProven(known, doubtedAt)) return;
  // Whoever connects while we look was not there to be asked.
  const lookedAt = clock.now();
  const witnesses = await findWitnesses(ports, most);
  for (const { id } of witnesses) {
    const wanted = { fresh: () => null, asker: 'schedule' } as const;
    const outcome = await refreshAccessToken(ports, id, wanted).catch(() => null);
    if (outcome?.kind === 'refreshed') return;
  }
  if (witnesses.length === 0 && (await isAlone(ports))) await fleet.noteAlone(lookedAt);
}

/** Those that are well; else those that cannot be read at Gmail, but may be refreshed all the same. */
async function findWitnesses(
  { store }: RefreshPorts,
  most: number,
): Promise<readonly ListedConnection[]> {
  const well = await store.listConnections(of('well', ENOUGH));
  if (well.items.length > 0) return well.items.slice(0, most);
  const failing = await store.listConnections(of('failing', LOOKED_THROUGH));
  return failing.items.filter(({ failure }) => failure === null).slice(0, most);
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
