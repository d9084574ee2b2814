import type {
  CollectionReference,
  Query,
  QueryDocumentSnapshot,
  QuerySnapshot,
  Timestamp,
} from '@google-cloud/firestore';
import { type Keyring, keyIdOf, type SealedRecords } from '../../sealing/index.ts';
import type { Clock, Ids } from '../../tokens/index.ts';
import { GRANT_DOCUMENTS } from '../documents/documents.ts';
import type { Vault } from '../state.ts';
import { type Database, isId, type OpenDatabase } from './firestore.ts';
import { call, callUnless, GRPC } from './google-cloud.ts';

export const GRANTS = 'grants';

/** The version was destroyed; or resealed by another process, or by us with the answer lost. */
const CONFLICT_CODES = [GRPC.NOT_FOUND, GRPC.FAILED_PRECONDITION] as const;

const PREFIX = `${GRANTS}/`;
const PAGE = 500;

/** Grants in Firestore. Each version is a document sealed under the keyring, and its grant never changes. */
export function createSealedVault(
  open: OpenDatabase,
  keyring: Keyring,
  { clock, ids }: { clock: Clock; ids: Ids },
): Vault {
  const ofConnection = async (connectionId: string) => {
    const database = await open();
    const query = collection(database).where('connectionId', '==', connectionId);
    return (await call(database.readRole, () => query.select('createdAt').get())).docs;
  };

  return {
    name: 'sealed-firestore',
    holds: (version) => version.startsWith(PREFIX),
    put: async (connectionId, grant) => {
      const database = await open();
      const id = `${connectionId}~${ids.unique()}`;
      const sealed = await GRANT_DOCUMENTS.write(keyring, id, grant);
      const fields = { connectionId, createdAt: clock.now(), sealedWith: keyIdOf(sealed), sealed };
      // ALREADY_EXISTS: our own write, repeated because its answer was lost. Nobody else has this id.
      await callUnless([GRPC.ALREADY_EXISTS], database.writeRole, () =>
        collection(database).doc(id).create(fields),
      );
      return `${PREFIX}${id}`;
    },
    get: async (version) => {
      const id = idIn(version);
      if (id === null) return null;
      const database = await open();
      const found = await call(database.readRole, () => collection(database).doc(id).get());
      return found.exists ? GRANT_DOCUMENTS.read(keyring, id, String(found.get('sealed'))) : null;
    },
    destroy: async (version) => {
      const id = idIn(version);
      if (id === null) return;
      const database = await open();
      await call(database.writeRole, () => collection(database).doc(id).delete());
    },
    versions: async (connectionId) =>
      (await ofConnection(connectionId))
        .map((found) => ({ name: `${PREFIX}${found.id}`, createdAt: createdAtOf(found) }))
        .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
    owners: () => owners(open),
    forget: async (connectionId) => {
      const database = await open();
      for (const { ref } of await ofConnection(connectionId)) {
        await call(database.writeRole, () => ref.delete());
      }
    },
  };
}

/**
 * Reseals a version in place, under the same name. A version that was destroyed in the meantime stays
 * gone. The write replaces exactly what was read, because a delayed write must not arrive after a later
 * rotation, sealed with a key that is gone by then. `resealAll` counts what is left afterwards.
 */
export const resealGrant =
  (open: OpenDatabase, keyring: Keyring): SealedRecords['reseal'] =>
  async (id) => {
    const database = await open();
    const reference = collection(database).doc(id);
    const found = await call(database.readRole, () => reference.get());
    const lastUpdateTime = found.updateTime;
    if (!lastUpdateTime) return;
    const grant = await GRANT_DOCUMENTS.read(keyring, id, String(found.get('sealed')));
    const sealed = await GRANT_DOCUMENTS.write(keyring, id, grant);
    const fields = { sealed, sealedWith: keyIdOf(sealed) };
    await callUnless(CONFLICT_CODES, database.writeRole, () =>
      reference.update(fields, { lastUpdateTime }),
    );
  };

const collection = ({ firestore }: Database): CollectionReference => firestore.collection(GRANTS);

/** The id of a version's document; null when the name cannot be one of ours. */
function idIn(version: string): string | null {
  const id = version.slice(PREFIX.length);
  return version.startsWith(PREFIX) && isId(id.replace('~', '-')) ? id : null;
}

/** The creation time by our clock; if that field was tampered with, by Firestore's. */
function createdAtOf(found: QueryDocumentSnapshot): Date {
  const ours: unknown = found.get('createdAt');
  const isTime = typeof ours === 'object' && ours !== null && 'toMillis' in ours;
  return (isTime ? (ours as Timestamp) : found.createTime).toDate();
}

/** Lists in the order of ids, which begin with the connection's, so a connection's versions are adjacent. */
async function* owners(open: OpenDatabase): AsyncIterable<string> {
  const database = await open();
  let last = '';
  let after: QueryDocumentSnapshot | null = null;
  for (;;) {
    const ordered: Query = collection(database).orderBy(database.library.FieldPath.documentId());
    const page: Query = (after ? ordered.startAfter(after) : ordered)
      .select('connectionId')
      .limit(PAGE);
    const { docs }: QuerySnapshot = await call(database.readRole, () => page.get());
    for (const found of docs) {
      const owner = String(found.get('connectionId'));
      if (owner !== last) yield owner;
      last = owner;
    }
    after = docs.at(-1) ?? null;
    if (docs.length < PAGE) return;
  }
}
