import { AppError } from '../../../errors.ts';
import {
  installationOf,
  type KeySet,
  newKeySet,
  parseKeySet,
  writeKeySet,
} from '../../../sealing/index.ts';
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
    if (await installation.write({ keyring, installation: installationOf(set) }, revision)) {
      return true;
    }
    // Another process that creates the keys at the same time may have adopted this version.
    if ((await installation.read())?.keyring !== keyring) await secrets.destroy(keyring);
    return false;
  };

  /**
   * Keys that are in the secret already are adopted, never replaced: they may open what is stored, or what
   * a backup of a lost database holds.
   */
  const createOrAdopt = async (): Promise<boolean> => {
    const keyring = (await secrets.versions(secretId)).at(-1)?.name;
    const set = keyring === undefined ? newKeySet() : await read(secrets, keyring);
    await installation.confirmKeys(set, null);
    if (keyring === undefined) return replace(set, null);
    return installation.write({ keyring, installation: installationOf(set) }, null);
  };

  const load = async (): Promise<KeySet> => {
    const { set, installed } = await loadCurrent(secrets, readInstallation);
    await installation.confirmKeys(set, installed);
    return set;
  };

  return {
    load,
    create: async () => ((await installation.read()) ? false : createOrAdopt()),
    change: async (change) => {
      // Never rotate keys of another database: the new version would bear this one's name.
      await load();
      const { keyring, revision, installation: name } = await readInstallation();
      const current = await read(secrets, keyring);
      const set = change({ ...current, installation: name ?? installationOf(current) });
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
async function loadCurrent<Installed extends { readonly keyring: string }>(
  secrets: Secrets,
  readInstallation: () => Promise<Installed>,
): Promise<{ readonly set: KeySet; readonly installed: Installed }> {
  const installed = await readInstallation();
  try {
    return { set: await read(secrets, installed.keyring), installed };
  } catch (thrown) {
    const another = await readInstallation();
    if (another.keyring === installed.keyring) throw thrown;
    return { set: await read(secrets, another.keyring), installed: another };
  }
}

async function read(secrets: Secrets, version: string): Promise<KeySet> {
  const accessed = await secrets.access(version);
  if ('missing' in accessed) return keyringUnusable(version, accessed.missing);
  return parseKeySet(accessed.text) ?? keyringUnusable(version, 'malformed');
}
