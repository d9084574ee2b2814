import { AppError } from '../../errors.ts';
import type { GrantVault } from '../../tokens/index.ts';
import type { Vault } from '../state.ts';

/**
 * Joins several vaults into one: new grants go into the first, and a version's name tells which vault
 * holds it. So grants can move from one vault to another while the system runs.
 */
export function joinVaults([primary, ...others]: readonly [Vault, ...Vault[]]): GrantVault {
  const all = [primary, ...others];
  const holderOf = (version: string): Vault | null =>
    all.find((vault) => vault.holds(version)) ?? null;

  return {
    put: (connectionId, grant) => primary.put(connectionId, grant),
    get: async (version) => {
      const holder = holderOf(version);
      if (holder) return holder.get(version);
      // The grant is not lost: it is in a vault that this configuration does not name.
      throw new AppError('configuration_invalid', {
        detail: { problems: [`GRANT_VAULTS must name the vault that holds ${version}`] },
      });
    },
    destroy: async (version) => holderOf(version)?.destroy(version),
    versions: async (connectionId) => {
      const found = await Promise.all(all.map((vault) => vault.versions(connectionId)));
      return found.flat().toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    },
    isPrimary: (version) => primary.holds(version),
  };
}
