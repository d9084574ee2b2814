import { AppError } from '../../errors.ts';
import type { GrantVault } from '../../tokens/index.ts';
import type { Vault } from '../state.ts';

/**
 * Several vaults as one: new grants go into the first, and each is found in the vault that its name
 * speaks of. So grants can be moved from one to the other while the system runs.
 */
export function joinVaults([home, ...others]: readonly [Vault, ...Vault[]]): GrantVault {
  const all = [home, ...others];
  const holderOf = (version: string): Vault | null =>
    all.find((vault) => vault.holds(version)) ?? null;

  return {
    put: (connectionId, grant) => home.put(connectionId, grant),
    get: async (version) => {
      const holder = holderOf(version);
      if (holder) return holder.get(version);
      // Not lost: it is in a vault that this configuration leaves out.
      throw new AppError('configuration_invalid', {
        detail: { problems: [`GRANT_VAULTS must name the vault that holds ${version}`] },
      });
    },
    destroy: async (version) => holderOf(version)?.destroy(version),
    versions: async (connectionId) => {
      const found = await Promise.all(all.map((vault) => vault.versions(connectionId)));
      return found.flat().toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    },
    isPrimary: (version) => home.holds(version),
  };
}
