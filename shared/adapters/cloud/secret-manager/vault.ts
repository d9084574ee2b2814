import { AppError } from '../../../errors.ts';
import type { SecretVault } from '../../../tokens/index.ts';
import { GRANT_DOCUMENTS, type VaultDocuments } from '../../documents/documents.ts';
import type { Vault } from '../../state.ts';
import { secretIdIn } from '../version-name.ts';
import type { Secrets } from './secrets.ts';

/**
 * A vault in Secret Manager: one secret for each owner and one version for each value; the owner's record stores
 * the exact version name. A secret is created with its first version and kept when empty, since it costs
 * nothing then.
 *
 * @param idPrefix how the ids of its secrets begin; the owner's id follows
 */
export function createSecretManagerVault<Secret>(
  secrets: Secrets,
  idPrefix: string,
  { parse }: Pick<VaultDocuments<Secret>, 'parse'>,
): SecretVault<Secret> {
  /** A tampered document could name any secret, even the keyring's. */
  const isOurs = (version: string): boolean => secretIdIn(version)?.startsWith(idPrefix) ?? false;
  const secretIdOf = (ownerId: string): string => `${idPrefix}${ownerId}`;

  return {
    put: (ownerId, secret) => secrets.add(secretIdOf(ownerId), JSON.stringify(secret)),
    get: async (version) => {
      if (!isOurs(version)) throw new AppError('record_unreadable');
      const accessed = await secrets.access(version);
      if ('text' in accessed) return parse(accessed.text);
      if (accessed.missing === 'destroyed') return null;
      throw new AppError('grant_disabled', { detail: { resource: version } });
    },
    destroy: async (version) => {
      if (isOurs(version)) await secrets.destroy(version);
    },
    versions: (ownerId) => secrets.versions(secretIdOf(ownerId)),
  };
}

/** The grants in Secret Manager, as a migration between vaults sees them. */
export function createSecretManagerGrants(secrets: Secrets, prefix: string): Vault {
  const grants = `${prefix}-grant-`;
  return {
    ...createSecretManagerVault(secrets, grants, GRANT_DOCUMENTS),
    name: 'secret-manager',
    holds: (version) => version.startsWith('projects/'),
    async *owners() {
      for await (const secretId of secrets.list(grants)) yield secretId.slice(grants.length);
    },
    forget: (connectionId) => secrets.remove(`${grants}${connectionId}`),
  };
}
