import { joinVaults } from '../../shared/adapters/cloud/vaults.ts';
import type { Vault } from '../../shared/adapters/state.ts';
import type { GrantVault } from '../../shared/tokens/index.ts';

/** What a vault puts in front of its names, so that it is told from the other. */
export type Shelf = 'old' | 'new';

const NAMES = { old: 'secret-manager', new: 'sealed-firestore' } as const;

/** A local vault under names of its own, as one of two that a migration moves between. */
export function shelf(name: Shelf, vault: GrantVault): Vault {
  const outside = (version: string): string => `${name}/${version}`;
  const inside = (version: string): string => version.slice(name.length + 1);
  return {
    name: NAMES[name],
    holds: (version) => version.startsWith(`${name}/`),
    put: async (id, grant) => outside(await vault.put(id, grant)),
    get: (version) => vault.get(inside(version)),
    destroy: (version) => vault.destroy(inside(version)),
    versions: async (id) =>
      (await vault.versions(id)).map((each) => ({ ...each, name: outside(each.name) })),
    owners: async function* () {},
    forget: async () => {},
  };
}

/** Two as one: new grants go into the new one, both are read. */
export const bothShelves = (old: GrantVault, fresh: GrantVault): GrantVault =>
  joinVaults([shelf('new', fresh), shelf('old', old)]);
