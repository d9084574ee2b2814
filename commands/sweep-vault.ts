import type { Vault } from '../shared/adapters/state.ts';
import { asAppError } from '../shared/errors.ts';
import { type ConnectionStore, grantVersionOf } from '../shared/tokens/index.ts';
import { ownersIn } from './grant-locations.ts';
import type { Migration, Steps } from './migration.ts';

/** A version younger than this may belong to a grant that is being stored right now. */
const MIN_AGE_MS = 60 * 60 * 1000;

/** Removes what a vault holds for connections whose grant is in another vault: moved, or left by a crash. */
export async function sweepVault(
  { state, clock, print }: Pick<Migration, 'state' | 'clock' | 'print'>,
  vault: Vault,
  { withBusyRetry, waitForTurn }: Steps,
): Promise<void> {
  const isOld = ({ createdAt }: { createdAt: Date }): boolean =>
    clock.now().getTime() - createdAt.getTime() >= MIN_AGE_MS;
  const owners = await ownersIn(vault, withBusyRetry);
  for (const [done, owner] of owners.entries()) {
    if (done % 100 === 0) print(`${vault.name}: ${done} of ${owners.length} connections examined`);
    await waitForTurn();
    // Read the versions first: one that the connection names later is among them, or too young.
    const versions = await withBusyRetry(() => vault.versions(owner));
    if (!versions.every(isOld)) continue;
    if (await withBusyRetry(() => mayName(state.store, owner, vault))) continue;
    await withBusyRetry(() => vault.forget(owner));
  }
}

/** Whether the connection may name a version of this vault; true if it cannot be read. */
async function mayName(store: ConnectionStore, id: string, vault: Vault): Promise<boolean> {
  try {
    const found = await store.readConnection(id);
    const version = found && grantVersionOf(found.value);
    return version !== null && vault.holds(version);
  } catch (thrown) {
    if (asAppError(thrown).code !== 'record_unreadable') throw thrown;
    return true;
  }
}
