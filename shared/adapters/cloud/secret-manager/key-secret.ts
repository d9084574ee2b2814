import { AppError } from '../../../errors.ts';
import { type KeySet, newKeySet, parseKeySet, writeKeySet } from '../../../sealing/index.ts';
import type { KeyStore } from '../../state.ts';
import type { InstallationRecord } from '../installation.ts';
import { numberIn, secretIdIn } from '../version-name.ts';
import type { Secrets } from './secrets.ts';

/**
 * The sealing keys in a secret of their own. Which version counts is said by the installation's
 * document: it is the commit point, as a connection is for its grant.
 */
export function createKeySecret(
  secrets: Secrets,
  installation: InstallationRecord,
  secretId: string,
): KeyStore {
  const found = async () => {
    const installed = (await installation.read()) ?? unusable(secretId, 'not there');
    // Another secret's keys would be known to whoever wrote it there.
    if (secretIdIn(installed.keyring) !== secretId) return unusable(secretId, 'not named');
    return installed;
  };

  const replace = async (set: KeySet, revision: string | null): Promise<boolean> => {
    const keyring = await secrets.add(secretId, writeKeySet(set));
    if (await installation.write(keyring, revision)) return true;
    await secrets.destroy(keyring);
    return false;
  };

  return {
    load: async () => loadNamed(secrets, async () => (await found()).keyring),
    create: async () => ((await installation.read()) ? false : replace(newKeySet(), null)),
    change: async (change) => {
      const { keyring, revision } = await found();
      const set = change(await read(secrets, keyring));
      if (!(await replace(set, revision))) throw new AppError('store_conflict');
      return set;
    },
    age: async () => (await found()).age,
    destroyReplaced: async () => {
      const { keyring } = await found();
      for (const { name } of await secrets.versions(secretId)) {
        // A newer one is somebody's who is about to name it: without it all would be lost.
        if (numberIn(name) < numberIn(keyring)) await secrets.destroy(name);
      }
    },
  };
}

/** The keys that are named now; a version may be replaced and destroyed between the two questions. */
async function loadNamed(secrets: Secrets, named: () => Promise<string>): Promise<KeySet> {
  const version = await named();
  try {
    return await read(secrets, version);
  } catch (thrown) {
    const another = await named();
    if (another === version) throw thrown;
    return read(secrets, another);
  }
}

async function read(secrets: Secrets, version: string): Promise<KeySet> {
  const accessed = await secrets.access(version);
  if ('missing' in accessed) return unusable(version, accessed.missing);
  return parseKeySet(accessed.text) ?? unusable(version, 'malformed');
}

/** @throws AppError `keyring_unusable`, always */
export function unusable(resource: string, reason: string): never {
  throw new AppError('keyring_unusable', { detail: { resource, reason } });
}
