import type { DocumentReference } from '@google-cloud/firestore';
import { AppError } from '../../errors.ts';
import { compareAndSet } from './compare-and-set.ts';
import { type OpenDatabase, revisionOf } from './firestore.ts';
import { call } from './google-cloud.ts';
import { secretIdIn } from './version-name.ts';

/** What is said once of everything in a database. */
export type Installation = {
  /** The OAuth client whose grants these are: another's refreshes would all be refused. */
  readonly client: string;
  /** The exact version of the secret that holds the sealing keys. */
  readonly keyring: string;
};

type Found = {
  readonly value: Installation;
  readonly revision: string;
  /** Since it was written, in milliseconds: both times are Firestore's, so that no clock of ours matters. */
  readonly age: number;
};

/** The one document `installation/current`. */
export type InstallationRecord = {
  read(): Promise<Found | null>;
  /** Compare-and-set, as with connections; false: somebody else wrote first. */
  write(installation: Installation, revision: string | null): Promise<boolean>;
};

/** @param newMark unique at every call */
export function createInstallationRecord(
  open: OpenDatabase,
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
      const [client, keyring] = [found.get('client'), found.get('keyring')];
      if (typeof client !== 'string' || typeof keyring !== 'string' || !secretIdIn(keyring)) {
        throw new AppError('record_unreadable');
      }
      const age = found.readTime.toMillis() - found.updateTime.toMillis();
      return { value: { client, keyring }, revision: revisionOf(found.updateTime), age };
    },
    write: async (installation, revision) => {
      const write = { reference: await documentIn(), fields: { ...installation }, revision };
      return (await compareAndSet(await open(), write, newMark())) !== null;
    },
  };
}
