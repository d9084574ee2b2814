import { AppError } from '../../../errors.ts';
import { parseGrant } from '../../documents/documents.ts';
import type { Vault } from '../../state.ts';
import { secretIdIn } from '../version-name.ts';
import type { Secrets } from './secrets.ts';

/**
 * Grants in Secret Manager: one secret per connection and one version per grant; the connection stores
 * the exact version name. A secret is created with its first grant and kept when empty, since it costs
 * nothing then.
 */
export function createSecretManagerVault(secrets: Secrets, prefix: string): Vault {
  const grants = `${prefix}-grant-`;
  /** A tampered connection document could name any secret, even the keyring's. */
  const isGrant = (version: string): boolean => secretIdIn(version)?.startsWith(grants) ?? false;
  const secretIdOf = (connectionId: string): string => `${grants}${connectionId}`;

  return {
    name: 'secret-manager',
    holds: (version) => version.startsWith('projects/'),
    put: (connectionId, grant) => secrets.add(secretIdOf(connectionId), JSON.stringify(grant)),
    get: async (version) => {
      if (!isGrant(version)) throw new AppError('record_unreadable');
      const accessed = await secrets.access(version);
      if ('text' in accessed) return parseGrant(accessed.text);
      if (accessed.missing === 'destroyed') return null;
      throw new AppError('grant_disabled', { detail: { resource: version } });
    },
    destroy: async (version) => {
      if (isGrant(version)) await secrets.destroy(version);
    },
    versions: (connectionId) => secrets.versions(secretIdOf(connectionId)),
    async *owners() {
      for await (const secretId of secrets.list(grants)) yield secretId.slice(grants.length);
    },
    forget: (connectionId) => secrets.remove(secretIdOf(connectionId)),
  };
}
