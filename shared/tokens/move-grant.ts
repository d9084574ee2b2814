import type { Connection } from './connection.ts';
import { destroyUnnamed } from './destroy-unnamed.ts';
import { isFree, takeLease, writeUnderLease } from './lease.ts';
import type { Ports, Versioned } from './ports.ts';

/**
 * What became of moving one grant: `home` and `none` (no grant) needed nothing; `busy` may be tried
 * again; `lost`: the vault no longer has what the connection names.
 */
export type Moved = 'moved' | 'home' | 'none' | 'busy' | 'lost';

/**
 * Moves a connection's grant to where its vault stores new ones, while the system runs: under the
 * lease, so that no refresh is under way with the old version, and with a new generation, so that a
 * late holder's findings about it count for nothing. A crash leaves a spare version, or a lease that
 * ends by itself; doing it again goes on from there.
 *
 * @throws AppError what store and vault throw
 */
export async function moveGrant(ports: Ports, id: string): Promise<Moved> {
  const { store, vault, clock } = ports;
  const found = await store.readConnection(id);
  const version = found?.value.grantVersion ?? null;
  if (!found || version === null) return 'none';
  if (vault.isHome(version)) return 'home';
  if (!isFree(found.value.lease, clock.now())) return 'busy';
  const held = await takeLease(ports, found);
  return held ? moveUnderLease(ports, held, version) : 'busy';
}

async function moveUnderLease(
  ports: Ports,
  held: Versioned<Connection>,
  version: string,
): Promise<Moved> {
  const { vault } = ports;
  const grant = await vault.get(version);
  if (!grant) {
    await writeUnderLease(ports, held, (connection) => connection);
    return 'lost';
  }
  const grantVersion = await vault.put(held.value.id, grant);
  await writeUnderLease(ports, held, (connection) => ({
    ...connection,
    generation: connection.generation + 1,
    grantVersion,
  }));
  const named = await destroyUnnamed(ports, held.value.id, [version, grantVersion]);
  return named === grantVersion ? 'moved' : 'busy';
}
