import type { DocumentReference, DocumentSnapshot } from '@google-cloud/firestore';
import { AppError } from '../../errors.ts';
import { belongsTo, installationOf, type KeySet } from '../../sealing/index.ts';
import { type OpenDatabase, revisionOf } from './firestore.ts';
import { call } from './google-cloud.ts';
import { once } from './once.ts';
import { createStoredRecords } from './stored-records.ts';
import { secretIdIn } from './version-name.ts';
import { compareAndSet } from './versioned-documents.ts';

/** Facts about a whole database, stored once. */
type Installation = {
  /** The exact version of the secret that holds the sealing keys. */
  readonly keyring: string;
  /** The name of the installation, as in its keys; null where release 0.1 wrote the document. */
  readonly installation: string | null;
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
  /** Stores which keys are in use by compare-and-set. False: another write came first. */
  write(
    keys: Pick<Installation, 'keyring' | 'installation'>,
    revision: string | null,
  ): Promise<boolean>;
  /**
   * Confirms that keys belong to this database: both name the installation. Where release 0.1 wrote one of
   * them, the sealed records decide, and the document then names the installation of the keys.
   *
   * @throws AppError `keys_of_another_store`
   */
  confirmKeys(set: KeySet, stored: Installation | null): Promise<void>;
};

/** Whose database it is, and whether an empty one may become that of this client. */
export type Owner = { readonly client: string; readonly mayClaim: boolean };

/** @param newWriteId returns a new unique id at every call */
export function createInstallationRecord(
  open: OpenDatabase,
  owner: Owner,
  newWriteId: () => string,
): InstallationRecord {
  const records = createStoredRecords(open);
  const documentIn = async (): Promise<DocumentReference> =>
    (await open()).firestore.doc('installation/current');
  const write = async (fields: object, revision: string | null): Promise<boolean> => {
    const reference = await documentIn();
    const stored = { reference, fields: { ...fields }, revision };
    return (await compareAndSet(await open(), stored, newWriteId())) !== null;
  };

  /** An empty database belongs to nobody, so that a client ID that was wrong at first can be corrected. */
  const claim = async (revision: string): Promise<void> => {
    if (!(await records.areMissing())) throw new AppError('store_of_another_client');
    if (owner.mayClaim) await write({ client: owner.client }, revision);
  };

  const read = async (): Promise<Installation | null> => {
    const { readRole } = await open();
    const reference = await documentIn();
    const found = await call(readRole, () => reference.get());
    if (!found.updateTime) return null;
    const revision = revisionOf(found.updateTime);
    const { client, keyring, installation } = fieldsIn(found);
    if (client !== owner.client) {
      await claim(revision);
      if (owner.mayClaim) return read();
    }
    const age = found.readTime.toMillis() - found.updateTime.toMillis();
    return { keyring, installation, revision, age };
  };

  return {
    read,
    write: (keys, revision) => write({ client: owner.client, ...keys }, revision),
    confirmKeys: async (set, stored) => {
      const database = stored?.installation ?? null;
      const belongs = belongsTo(set, database) ?? (await records.knowKeyOf(set));
      const keys = installationOf(set);
      if (!belongs) {
        const detail = { database: `${database}`, keys };
        throw new AppError('keys_of_another_store', { detail });
      }
      if (stored && belongsTo(set, database) === null) {
        // Best effort: until the document names it, every process asks the records.
        await write({ installation: keys }, stored.revision).catch(() => false);
      }
    },
  };
}

/** @throws AppError `record_unreadable` */
function fieldsIn(found: DocumentSnapshot) {
  const [client, keyring] = [found.get('client'), found.get('keyring')];
  const installation = found.get('installation') ?? null;
  if (
    typeof client !== 'string' ||
    typeof keyring !== 'string' ||
    !secretIdIn(keyring) ||
    !(installation === null || typeof installation === 'string')
  ) {
    throw new AppError('record_unreadable');
  }
  return { client, keyring, installation };
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
