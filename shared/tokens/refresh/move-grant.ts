import { withRetry } from '../../concurrency/retry.ts';
import type { Connection, ConsentGrant } from '../model/connection.ts';
import { destroyUnreferenced } from '../model/destroy-unreferenced.ts';
import type { Ports } from '../model/ports.ts';
import type { Versioned } from '../model/store.ts';
import { isFree, takeLease, writeUnderLease } from './lease.ts';

/**
 * The outcome of moving one grant. `primary` (already there) and `none` (no grant) needed nothing; `busy` may be
 * retried; `lost`: the vault no longer has the version that the connection names.
 */
export type Moved = 'moved' | 'primary' | 'none' | 'busy' | 'lost';

/**
 * Moves a connection's grant to where its vault stores new ones, while the system runs. The lease keeps a
 * refresh from using the old version at the same time; the new generation voids the result of a late holder.
 * A crash leaves an orphan version, or a lease that expires; the next call continues from there.
 *
 * @throws AppError what store and vault throw
 */
export async function moveGrant(ports: Ports, id: string): Promise<Moved> {
  const { store, vault, clock } = ports;
  const found = await store.readConnection(id);
  if (found?.value.grant.kind !== 'consent') return 'none';
  const { version } = found.value.grant;
  if (vault.isPrimary(version)) return 'primary';
  if (!isFree(found.value.lease, clock.now())) return 'busy';
  const held = await takeLease(ports, found);
  return held ? moveUnderLease(ports, held, found.value.grant) : 'busy';
}

async function moveUnderLease(
  ports: Ports,
  held: Versioned<Connection>,
  grant: ConsentGrant,
): Promise<Moved> {
  const { vault } = ports;
  const { id } = held.value;
  const stored = await orGiveBack(ports, held, () => vault.get(grant.version));
  // A disconnect or a reconnect in between destroyed it, so that nothing is lost.
  if (!stored) return (await giveBack(ports, held)) ? 'lost' : 'busy';
  const version = await orGiveBack(ports, held, () => vault.put(id, stored));
  const change = (connection: Connection): Connection => ({
    ...connection,
    generation: connection.generation + 1,
    grant: { ...grant, version },
  });
  await withRetry(ports, () => writeUnderLease(ports, held, { change, requestedBy: null }));
  const named = await destroyUnreferenced(ports, id, [grant.version, version]);
  return named === version ? 'moved' : 'busy';
}

/** Null: the lease is no longer ours. */
const giveBack = (ports: Ports, held: Versioned<Connection>): Promise<Connection | null> =>
  writeUnderLease(ports, held, { change: (connection) => connection, requestedBy: null });

/** When the vault fails, releases the lease: the mailbox must not wait for it to expire. */
async function orGiveBack<T>(
  ports: Ports,
  held: Versioned<Connection>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await giveBack(ports, held).catch(() => null);
    throw thrown;
  }
}
