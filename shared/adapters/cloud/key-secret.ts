import { AppError } from '../../errors.ts';
import { type KeySet, newKeySet, parseKeySet, writeKeySet } from '../../sealing/index.ts';
import type { KeyPlace } from '../key-place.ts';
import type { InstallationRecord } from './installation.ts';
import type { Secrets } from './secrets.ts';

/**
 * The sealing keys in the secret `PREFIX-keyring`. Which version counts is said by the installation's
 * document: it is the commit point, as a connection is for its grant.
 *
 * @param client whose grants are sealed: another client's must never be mixed with them
 */
export function createKeySecret(
  secrets: Secrets,
  installation: InstallationRecord,
  { prefix, client }: { prefix: string; client: string },
): KeyPlace {
  const secretId = `${prefix}-keyring`;

  const current = async () => {
    const found = await installation.read();
    if (found && found.value.client !== client) throw new AppError('store_of_another_client');
    return found;
  };

  const add = async (set: KeySet): Promise<string> => {
    const text = writeKeySet(set);
    const added = await secrets.add(secretId, text);
    if (added !== null) return added;
    await secrets.create(secretId);
    return (await secrets.add(secretId, text)) ?? unusable(secretId, 'not there');
  };

  const replace = async (set: KeySet, revision: string | null): Promise<boolean> => {
    const keyring = await add(set);
    if (await installation.write({ client, keyring }, revision)) return true;
    await secrets.destroy(keyring);
    return false;
  };

  return {
    load: async () => {
      const found = await current();
      if (!found) return unusable(secretId, 'not there');
      return read(secrets, found.value.keyring);
    },
    create: async () => ((await current()) ? false : replace(newKeySet(), null)),
    change: async (change) => {
      const found = await current();
      if (!found) return unusable(secretId, 'not there');
      const set = change(await read(secrets, found.value.keyring));
      if (!(await replace(set, found.revision))) throw new AppError('store_conflict');
      return set;
    },
    destroyReplaced: async () => {
      const found = await current();
      const versions = await secrets.versions(secretId);
      const at = versions.findIndex(({ name }) => name === found?.value.keyring);
      // Older ones alone: a newer one is about to be named by somebody who changes the keys now.
      for (const { name } of versions.slice(0, Math.max(at, 0))) await secrets.destroy(name);
    },
  };
}

async function read(secrets: Secrets, version: string): Promise<KeySet> {
  const accessed = await secrets.access(version);
  if ('missing' in accessed) return unusable(version, accessed.missing);
  return parseKeySet(accessed.text) ?? unusable(version, 'malformed');
}

function unusable(resource: string, reason: string): never {
  throw new AppError('keyring_unusable', { detail: { resource, reason } });
}
