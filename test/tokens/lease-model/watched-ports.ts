import type { GrantVault, Ports, SigningKeyVault, Store } from '../../../shared/tokens/index.ts';
import { versionIn } from '../../support/grant.ts';
import type { FakeGoogle } from '../fake-google.ts';
import { createFakeServiceAccounts } from '../fake-service-accounts.ts';
import type { History } from './history.ts';
import { checkingRefreshes, notingAnswers } from './refresh-invariants.ts';
import { clockOf, overNetwork, type Process, type Simulation } from './simulation.ts';
import { checkWrite } from './write-invariants.ts';

/** What all processes share. */
export type Shared = {
  readonly simulation: Simulation;
  readonly history: History;
  readonly store: Store;
  readonly vault: GrantVault;
  readonly google: FakeGoogle;
  readonly random: () => number;
};

/** No mailbox of the model is delegated. */
const NO_KEYS: SigningKeyVault = {
  put: () => Promise.reject(new Error('not part of the model')),
  get: async () => null,
  destroy: async () => {},
  versions: async () => [],
};

/** The ports of one process: behind a network, with a skewed clock, watched on both sides of it. */
export function portsOf(shared: Shared, process: Process): Ports {
  const { simulation, random } = shared;
  const toStore = { process, failure: 'store_unavailable' as const, milliseconds: 20 };
  const toGoogle = { process, failure: 'google_unavailable' as const, milliseconds: 200 };
  const google = overNetwork(simulation, notingAnswers(shared, process, shared.google), toGoogle);
  let uniques = 0;
  const unique = (): string => `${process.name}-${++uniques}`;
  return {
    store: overNetwork(simulation, watchedStore(shared, process), toStore),
    vault: overNetwork(simulation, watchedVault(shared, process), toStore),
    oauth: checkingRefreshes(shared, process, google),
    signingKeys: NO_KEYS,
    serviceAccounts: createFakeServiceAccounts(clockOf(simulation, process)),
    clock: clockOf(simulation, process),
    ids: { unique, secret: () => `marked-${unique()}`, random },
  };
}

/** Checks every write of a connection that took effect. */
function watchedStore({ store, vault, ...shared }: Shared, process: Process): Store {
  const { simulation, history, google } = shared;
  return {
    ...store,
    writeConnection: async (after, revision, event = null) => {
      const found = await store.readConnection(after.id);
      const written = await store.writeConnection(after, revision, event);
      if (written === null) return null;
      const version = versionIn(after);
      const refreshToken = history.grants.get(version) ?? null;
      const isAlive = google.isAlive(refreshToken ?? '');
      const isInVault = (await vault.get(version)) !== null;
      const before = found?.value ?? null;
      checkWrite(history, {
        process,
        at: simulation.now(),
        before,
        after,
        event,
        refreshToken,
        isAlive,
        isInVault,
      });
      return written;
    },
  };
}

/** Checks that no process destroys a live grant which its connection names. */
function watchedVault(shared: Shared, process: Process): GrantVault {
  const { store, vault, history, google } = shared;
  return {
    ...vault,
    put: async (id, grant) => {
      const version = await vault.put(id, grant);
      history.grants.set(version, grant.refreshToken);
      return version;
    },
    destroy: async (version) => {
      const [id = ''] = version.split('.');
      const named = versionIn((await store.readConnection(id))?.value);
      const isAlive = google.isAlive(history.grants.get(version) ?? '');
      if (named === version && isAlive)
        history.violations.push(`${process.name} destroys ${version}`);
      await vault.destroy(version);
    },
  };
}
