import type { DocumentReference } from '@google-cloud/firestore';
import { AppError } from '../../errors.ts';
import { type OpenDatabase, revisionOf } from './firestore.ts';
import { call } from './google-cloud.ts';
import { once } from './once.ts';
import { secretIdIn } from './version-name.ts';
import { compareAndSet } from './versioned-documents.ts';

/** Facts about a whole database, stored once. */
type Installation = {
  /** The exact version of the secret that holds the sealing keys. */
  readonly keyring: string;
  readonly revision: string;
  /** Milliseconds since it was written. Both times come from Firestore, so our clocks do not matter. */
  readonly age: number;
};

/**
 * The document `installation/current`, which binds a database to one OAuth client: Google would refuse
 * every refresh of another client's grants. Errors: those of `call`, `store_of_another_client`, and
 * `record_unreadable` when the document was changed by hand.
 */
export type InstallationRecord = {
  /** Null before the first keys are created. */
  read(): Promise<Installation | null>;
  /** Stores the name of the keys' version by compare-and-set. False: another write came first. */
  write(keyring: string, revision: string | null): Promise<boolean>;
};

/** @param newWriteId returns a new unique id at every call */
export function createInstallationRecord(
  open: OpenDatabase,
  client: string,
  newWriteId: () => string,
): InstallationRecord {
  const documentIn = async (): Promise<DocumentReference> =>
    (await open()).firestore.doc('installation/current');
  return {
    read: async () => {
      const { readRole } = await open();
      const reference = await documentIn();
      const found = await call(readRole, () => reference.get());
      if (!found.updateTime) return null;
      const [owner, keyring] = [found.get('client'), found.get('keyring')];
      if (typeof owner !== 'string' || typeof keyring !== 'string' || !secretIdIn(keyring)) {
        throw new AppError('record_unreadable');
      }
      if (owner !== client) throw new AppError('store_of_another_client');
      const age = found.readTime.toMillis() - found.updateTime.toMillis();
      return { keyring, revision: revisionOf(found.updateTime), age };
    },
    write: async (keyring, revision) => {
      const write = { reference: await documentIn(), fields: { client, keyring }, revision };
      return (await compareAndSet(await open(), write, newWriteId())) !== null;
    },
  };
}

/**
 * Opens the database only after confirming, once, that its installation document exists and names this
 * OAuth client. Otherwise Google would refuse every refresh and all mailboxes would be declared dead.
 * Loading the keys confirms the same, but not every refresh loads a key first.
 *
 * @param keySecretId the secret that would hold the keys, named in the error
 * @throws AppError `keyring_unusable` before `keys init`, `store_of_another_client`
 */
export function openInstalled(
  open: OpenDatabase,
  installation: InstallationRecord,
  keySecretId: string,
): OpenDatabase {
  const confirmInstalled = once(async () => {
    if (!(await installation.read())) keyringUnusable(keySecretId, 'not there');
  });
  return async () => {
    await confirmInstalled();
    return open();
  };
}

/** @throws AppError `keyring_unusable`, always */
export function keyringUnusable(resource: string, reason: string): never {
  throw new AppError('keyring_unusable', { detail: { resource, reason } });
}
