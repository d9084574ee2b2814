import type { DocumentReference } from '@google-cloud/firestore';
import { AppError } from '../../errors.ts';
import { compareAndSet } from './compare-and-set.ts';
import { type OpenDatabase, revisionOf } from './firestore.ts';
import { call } from './google-cloud.ts';
import { secretIdIn } from './version-name.ts';

/** What is said once of everything in a database. */
type Installation = {
  /** The exact version of the secret that holds the sealing keys. */
  readonly keyring: string;
  readonly revision: string;
  /** Since it was written, in milliseconds: both times are Firestore's, so that no clock of ours matters. */
  readonly age: number;
};

/**
 * The one document `installation/current`, for one OAuth client: with another client's grants every
 * refresh would be refused. Errors: those of `call`, `store_of_another_client`, and
 * `record_unreadable` when it was changed by hand.
 */
export type InstallationRecord = {
  /** Null before the first keys. */
  read(): Promise<Installation | null>;
  /** Names these keys. Compare-and-set, as with connections; false: somebody else wrote first. */
  write(keyring: string, revision: string | null): Promise<boolean>;
};

/** @param newMark unique at every call */
export function createInstallationRecord(
  open: OpenDatabase,
  client: string,
  newMark: () => string,
): InstallationRecord {
  const documentIn = async (): Promise<DocumentReference> =>
    (await open()).firestore.doc('installation/current');
  return {
    read: async () => {
      const { reading } = await open();
      const reference = await documentIn();
      const found = await call(reading, () => reference.get());
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
      return (await compareAndSet(await open(), write, newMark())) !== null;
    },
  };
}
