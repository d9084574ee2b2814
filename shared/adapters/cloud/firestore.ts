import type { Firestore, Timestamp } from '@google-cloud/firestore';
import type { CloudStateConfig } from '../../config/index.ts';
import { findCredentials, noCredentials } from '../../google/credentials.ts';
import { FIRESTORE_RETRY } from './client-retry.ts';
import { call, type RequiredRole } from './google-cloud.ts';
import { once } from './once.ts';

type Library = typeof import('@google-cloud/firestore');

/** The database of our documents, the library for its types, and the roles that its calls require. */
export type Database = {
  readonly library: Library;
  readonly firestore: Firestore;
  readonly readRole: RequiredRole;
  readonly writeRole: RequiredRole;
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

/** Makes the function that opens the database. `close` ends its connections, if it was opened. */
export function createDatabase(config: FirestoreConfig): {
  open: OpenDatabase;
  close(): Promise<void>;
} {
  const open = once(() => openDatabase(config));
  return {
    open,
    close: async () => {
      await (await open.started())?.firestore.terminate();
    },
  };
}

async function openDatabase(config: FirestoreConfig): Promise<Database> {
  const { projectId, databaseId, firestoreEmulator } = config;
  const library = await import('@google-cloud/firestore');
  const resource = `projects/${projectId}/databases/${databaseId}`;
  const readRole = { role: 'roles/datastore.viewer', resource };
  const firestore = new library.Firestore({
    projectId,
    databaseId,
    ...FIRESTORE_RETRY,
    // An emulator speaks plain text, and must not receive anybody's credentials.
    ...(firestoreEmulator
      ? { host: firestoreEmulator, ssl: false, authClient: await noCredentials() }
      : { auth: await call(readRole, findCredentials) }),
  });
  return {
    library,
    firestore,
    readRole,
    writeRole: { role: 'roles/datastore.user', resource },
  };
}

/** A document's revision: its update time, with the nanoseconds that Firestore stores. */
export const revisionOf = ({ seconds, nanoseconds }: Timestamp): string =>
  `${seconds}.${nanoseconds}`;

/** The update time of a revision, for a `lastUpdateTime` precondition. */
export function timestampOf({ library }: Database, revision: string): Timestamp {
  const [seconds, nanoseconds] = revision.split('.').map(Number);
  return new library.Timestamp(seconds || 0, nanoseconds || 0);
}

/**
 * Can this be the id of one of our documents? Ids also come from URLs, and to Firestore slashes, dots and
 * names like `__x__` have special meanings.
 */
export const isId = (id: string): boolean => /^[\w-]{1,128}$/.test(id) && !/^__.*__$/.test(id);
