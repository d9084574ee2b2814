import { joinVaults } from '../../shared/adapters/cloud/vaults.ts';
import type { Vault } from '../../shared/adapters/state.ts';
import type { GrantVault } from '../../shared/tokens/index.ts';

/** The prefix of a version's name says which vault holds the version. */
export type Prefix = 'old' | 'new';

const NAMES = { old: 'secret-manager', new: 'sealed-firestore' } as const;

/** A local vault that prefixes the names of its versions: one of the two of a migration. */
export function prefixedVault(prefix: Prefix, vault: GrantVault): Vault {
  const withPrefix = (version: string): string => `${prefix}/${version}`;
  const withoutPrefix = (version: string): string => version.slice(prefix.length + 1);
  return {
    name: NAMES[prefix],
    holds: (version) => version.startsWith(`${prefix}/`),
    put: async (id, grant) => withPrefix(await vault.put(id, grant)),
    get: (version) => vault.get(withoutPrefix(version)),
    destroy: (version) => vault.destroy(withoutPrefix(version)),
    versions: async (id) =>
      (await vault.versions(id)).map((each) => ({ ...each, name: withPrefix(each.name) })),
    owners: async function* () {},
    forget: async () => {},
  };
}

/** Both vaults as one: new grants go into the new one, both are read. */
export const joinedVaults = (old: GrantVault, fresh: GrantVault): GrantVault =>
  joinVaults([prefixedVault('new', fresh), prefixedVault('old', old)]);
