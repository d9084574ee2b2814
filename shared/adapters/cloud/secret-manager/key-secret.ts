import { AppError } from '../../../errors.ts';
import { type KeySet, newKeySet, parseKeySet, writeKeySet } from '../../../sealing/index.ts';
import type { KeyStore } from '../../state.ts';
import { type InstallationRecord, keyringUnusable } from '../installation.ts';
import { numberIn, secretIdIn } from '../version-name.ts';
import type { Secrets } from './secrets.ts';

/**
 * The KeyStore over a secret of its own. The installation's document names the version in use: it is the
 * commit point, as a connection's document is for its grant.
 */
export function createKeySecret(
  secrets: Secrets,
  installation: InstallationRecord,
  secretId: string,
): KeyStore {
  const readInstallation = async () => {
    const installed = (await installation.read()) ?? keyringUnusable(secretId, 'not there');
    // A document that names another secret was tampered with: the attacker would know those keys.
    if (secretIdIn(installed.keyring) !== secretId) return keyringUnusable(secretId, 'not named');
    return installed;
  };

  const replace = async (set: KeySet, revision: string | null): Promise<boolean> => {
    const keyring = await secrets.add(secretId, writeKeySet(set));
    if (await installation.write(keyring, revision)) return true;
    await secrets.destroy(keyring);
    return false;
  };

  return {
    load: async () => loadCurrent(secrets, async () => (await readInstallation()).keyring),
    create: async () => ((await installation.read()) ? false : replace(newKeySet(), null)),
    change: async (change) => {
      const { keyring, revision } = await readInstallation();
      const set = change(await read(secrets, keyring));
      if (!(await replace(set, revision))) throw new AppError('store_conflict');
      return set;
    },
    age: async () => (await readInstallation()).age,
    destroyReplaced: async () => {
      const { keyring } = await readInstallation();
      for (const { name } of await secrets.versions(secretId)) {
        // Keep newer versions: another process may be about to name one, and would seal with lost keys.
        if (numberIn(name) < numberIn(keyring)) await secrets.destroy(name);
      }
    },
  };
}

/** Loads the keys of the current version. It may be replaced and destroyed between the two reads: then retry. */
async function loadCurrent(
  secrets: Secrets,
  currentVersion: () => Promise<string>,
): Promise<KeySet> {
  const version = await currentVersion();
  try {
    return await read(secrets, version);
  } catch (thrown) {
    const another = await currentVersion();
    if (another === version) throw thrown;
    return read(secrets, another);
  }
}

async function read(secrets: Secrets, version: string): Promise<KeySet> {
  const accessed = await secrets.access(version);
  if ('missing' in accessed) return keyringUnusable(version, accessed.missing);
  return parseKeySet(accessed.text) ?? keyringUnusable(version, 'malformed');
}
