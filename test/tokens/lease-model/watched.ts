import type { GrantVault, Ports, Store } from '../../../shared/tokens/index.ts';
import { versionIn } from '../../support/grant.ts';
import type { FakeGoogle } from '../fake-google.ts';
import type { Ledger } from './ledger.ts';
import { answering, asking } from './watch-google.ts';
import { watchWrite } from './watch-writes.ts';
import { clockOf, type Process, reached, type World } from './world.ts';

/** All that the processes share. */
export type Shared = {
  readonly world: World;
  readonly ledger: Ledger;
  readonly store: Store;
  readonly vault: GrantVault;
  readonly google: FakeGoogle;
  readonly coin: () => number;
};

/** The ports of one process: over a network, with a clock of its own, and watched at both ends. */
export function portsOf(shared: Shared, process: Process): Ports {
  const { world, coin } = shared;
  const near = { process, failure: 'store_unavailable' as const, milliseconds: 20 };
  const far = { process, failure: 'google_unavailable' as const, milliseconds: 200 };
  const google = reached(world, answering(shared, process, shared.google), far);
  let uniques = 0;
  const unique = (): string => `${process.name}-${++uniques}`;
  return {
    store: reached(world, watchedStore(shared, process), near),
    vault: reached(world, watchedVault(shared, process), near),
    oauth: asking(shared, process, google),
    clock: clockOf(world, process),
    ids: { unique, secret: () => `marked-${unique()}`, random: coin },
  };
}

function watchedStore({ store, vault, ...shared }: Shared, process: Process): Store {
  const { world, ledger, google } = shared;
  return {
    ...store,
    writeConnection: async (after, revision, event = null) => {
      const found = await store.readConnection(after.id);
      const written = await store.writeConnection(after, revision, event);
      if (written === null) return null;
      const version = versionIn(after);
      const refreshToken = ledger.grants.get(version) ?? null;
      const isAlive = google.isAlive(refreshToken ?? '');
      const isThere = (await vault.get(version)) !== null;
      const before = found?.value ?? null;
      watchWrite(ledger, {
        process,
        at: world.now(),
        before,
        after,
        event,
        refreshToken,
        isAlive,
        isThere,
      });
      return written;
    },
  };
}

/** Nobody destroys what a connection names, while it is of any use. */
function watchedVault(shared: Shared, process: Process): GrantVault {
  const { store, vault, ledger, google } = shared;
  return {
    ...vault,
    put: async (id, grant) => {
      const version = await vault.put(id, grant);
      ledger.grants.set(version, grant.refreshToken);
      return version;
    },
    destroy: async (version) => {
      const [id = ''] = version.split('.');
      const named = versionIn((await store.readConnection(id))?.value);
      const isAlive = google.isAlive(ledger.grants.get(version) ?? '');
      if (named === version && isAlive)
        ledger.violations.push(`${process.name} destroys ${version}`);
      await vault.destroy(version);
    },
  };
}
