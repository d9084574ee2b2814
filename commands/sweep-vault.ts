import type { Vault } from '../shared/adapters/state.ts';
import { asAppError } from '../shared/errors.ts';
import { type ConnectionStore, grantVersionOf } from '../shared/tokens/index.ts';
import { ownersIn } from './grant-locations.ts';
import type { Migration, Steps } from './migration.ts';

/** A version younger than this may be a grant that is being stored at this moment. */
const SPARE_MS = 60 * 60 * 1000;

/** Removes what a vault keeps for connections whose grant is not there: moved away, or left by a crash. */
export async function sweepVault(
  { state, clock, tell }: Pick<Migration, 'state' | 'clock' | 'tell'>,
  vault: Vault,
  { withBusyRetry, turn }: Steps,
): Promise<void> {
  const isOld = ({ createdAt }: { createdAt: Date }): boolean =>
    clock.now().getTime() - createdAt.getTime() >= SPARE_MS;
  const owners = await ownersIn(vault, withBusyRetry);
  for (const [done, owner] of owners.entries()) {
    if (done % 100 === 0) tell(`${vault.name}: ${done} of ${owners.length} places looked at`);
    await turn();
    // The versions first: what is named afterwards was among them, or is too young.
    const versions = await withBusyRetry(() => vault.versions(owner));
    if (!versions.every(isOld)) continue;
    if (await withBusyRetry(() => mayName(state.store, owner, vault))) continue;
    await withBusyRetry(() => vault.forget(owner));
  }
}

/** Does the connection name a version of this vault? One that cannot be read may. */
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
