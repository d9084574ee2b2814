import type { Firestore, Timestamp } from '@google-cloud/firestore';
import type { CloudStateConfig } from '../../config/index.ts';
import { findCredentials, noCredentials } from '../../google/credentials.ts';
import { FIRESTORE_RETRY } from './firestore-retry.ts';
import { call, type RequiredRole } from './google-cloud.ts';
import { once } from './once.ts';

type Library = typeof import('@google-cloud/firestore');

/** The database of our documents, and the library's own words for talking of it. */
export type Database = {
  readonly library: Library;
  readonly firestore: Firestore;
  readonly reading: RequiredRole;
  readonly writing: RequiredRole;
};

/**
 * Opens the database at its first use: a function that needs no store never loads the library.
 *
 * @throws AppError `credentials_missing`
 */
export type OpenDatabase = () => Promise<Database>;

export type FirestoreConfig = Pick<
  CloudStateConfig,
  'projectId' | 'databaseId' | 'firestoreEmulator'
>;

/** The way to a database; `close` ends its connections, if any were made. */
export function createDatabase(config: FirestoreConfig): {
  open: OpenDatabase;
  close(): Promise<void>;
} {
  const open = once(() => openDatabase(config));
  return {
    open,
    close: async () => {
      await (await open.begun())?.firestore.terminate();
    },
  };
}

async function openDatabase(config: FirestoreConfig): Promise<Database> {
  const { projectId, databaseId, firestoreEmulator } = config;
  const library = await import('@google-cloud/firestore');
  const resource = `projects/${projectId}/databases/${databaseId}`;
  const reading = { role: 'roles/datastore.viewer', resource };
  const firestore = new library.Firestore({
    projectId,
    databaseId,
    ...FIRESTORE_RETRY,
    // An emulator speaks plain text, and is shown nobody's credentials.
    ...(firestoreEmulator
      ? { host: firestoreEmulator, ssl: false, authClient: await noCredentials() }
      : { auth: await call(reading, findCredentials) }),
  });
  return {
    library,
    firestore,
    reading,
    writing: { role: 'roles/datastore.user', resource },
  };
}

/** A revision is the document's update time, to the nanosecond that Firestore keeps. */
export const revisionOf = ({ seconds, nanoseconds }: Timestamp): string =>
  `${seconds}.${nanoseconds}`;

/** The update time that a revision names, for a precondition. */
export function timestampOf({ library }: Database, revision: string): Timestamp {
  const [seconds, nanoseconds] = revision.split('.').map(Number);
  return new library.Timestamp(seconds || 0, nanoseconds || 0);
}

/**
 * Can this be the id of a document of ours? Ids come from addresses too, and Firestore gives slashes,
 * dots and names like `__x__` meanings of their own.
 */
export const isId = (id: string): boolean => /^[\w-]{1,128}$/.test(id) && !/^__.*__$/.test(id);
