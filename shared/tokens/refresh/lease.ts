import type { Connection, Lease } from '../model/connection.ts';
import { LEASE_MS } from '../model/plausible-moments.ts';
import type { Ports } from '../model/ports.ts';
import type { Versioned } from '../model/store.ts';
import { requester, writeChange } from '../model/write-change.ts';

/** May the lease be taken? An expired one may: its holder died, or lost its right. */
export const isFree = (lease: Lease | null, now: Date): boolean =>
  lease === null || lease.expiresAt <= now;

/**
 * Takes the lease of a connection that was just read. Winning the compare-and-set proves that the reading is
 * current, so that the holder need not read again. Null: another writer was first.
 */
export async function takeLease(
  { store, clock, ids }: Ports,
  { value, revision }: Versioned<Connection>,
): Promise<Versioned<Connection> | null> {
  const expiresAt = new Date(clock.now().getTime() + LEASE_MS);
  const leased = { ...value, lease: { owner: ids.unique(), expiresAt } };
  const next = await store.writeConnection(leased, revision);
  return next === null ? null : { value: leased, revision: next };
}

/** The holder's write. */
export type HolderWrite = {
  /** A change of credentials must raise the generation. */
  readonly change: (connection: Connection) => Connection;
  /** The administrator who requested it, for the audit trail; null: nobody did. */
  readonly requestedBy: string | null;
};

/**
 * Writes the holder's result and releases the lease. If another writer, such as a probe, came between, the
 * change is made again. Null: the lease or the generation is no longer the holder's, so that a newer
 * credential is stored and this result is too late.
 */
export async function writeUnderLease(
  ports: Ports,
  held: Versioned<Connection>,
  { change, requestedBy }: HolderWrite,
): Promise<Connection | null> {
  let current: Versioned<Connection> | null = held;
  while (current && isHolder(held.value, current.value)) {
    const after: Connection = { ...change(current.value), lease: null };
    if ((await writeChange(ports, current, { after, ...requester(requestedBy) })) !== null)
      return after;
    current = await ports.store.readConnection(held.value.id);
  }
  return null;
}

const isHolder = (held: Connection, current: Connection): boolean =>
  current.generation === held.generation && current.lease?.owner === held.lease?.owner;
