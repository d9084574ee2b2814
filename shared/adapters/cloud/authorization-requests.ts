import type { CollectionReference, Query } from '@google-cloud/firestore';
import { type Keyring, keyIdOf } from '../../sealing/index.ts';
import type { AuthorizationRequest, ConnectionStore, Ids } from '../../tokens/index.ts';
import { readRequestDocument, writeRequestDocument } from '../documents.ts';
import { compareAndSet } from './compare-and-set.ts';
import { type Database, isId, type OpenDatabase, revisionOf } from './firestore.ts';
import { call, callUnless, GRPC } from './google-cloud.ts';

export const AUTHORIZATION_REQUESTS = 'authorizationRequests';

/** What is deleted in one run; the next goes on. */
const MOST_DELETED = 500;

/** A parked answer that nobody could settle in so long is given up by Firestore itself. */
const PARKED_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

type Requests = Pick<
  ConnectionStore,
  'readRequest' | 'writeRequest' | 'parkedRequests' | 'forgetRequests'
>;

/** Authorization requests in Firestore: sealed whole, with the times that they are searched by. */
export function createAuthorizationRequests(
  open: OpenDatabase,
  keyring: Keyring,
  ids: Ids,
): Requests {
  return {
    readRequest: async (id) => {
      if (!isId(id)) return null;
      const database = await open();
      const found = await call(database.reading, () => collection(database).doc(id).get());
      if (!found.updateTime) return null;
      const value = await readRequestDocument(keyring, id, String(found.get('document')));
      return { value, revision: revisionOf(found.updateTime) };
    },

    writeRequest: async (request, revision) => {
      const database = await open();
      const reference = collection(database).doc(request.id);
      const fields = fieldsOf(request, await writeRequestDocument(keyring, request));
      return compareAndSet(database, { reference, fields, revision }, ids.unique());
    },

    parkedRequests: async ({ before, limit }) => {
      const database = await open();
      const parked = collection(database)
        .where('answeredAt', '<', before)
        .orderBy('answeredAt')
        .limit(limit)
        .select();
      const found = await call(database.reading, () => parked.get());
      return found.docs.map(({ id }) => id);
    },

    forgetRequests: async ({ before, parkedBefore }) => {
      const database = await open();
      const all = collection(database);
      const expired = all.where('answeredAt', '==', null).where('expiresAt', '<', before);
      const parked = all.where('answeredAt', '<', parkedBefore);
      const deleted = [await deleteFound(database, expired), await deleteFound(database, parked)];
      return deleted.reduce((sum, each) => sum + each, 0);
    },
  };
}

/** Deletes what a query finds, each only if it still is what was found; answers how many. */
async function deleteFound(database: Database, query: Query): Promise<number> {
  const found = await call(database.reading, () => query.select().limit(MOST_DELETED).get());
  const deletions = found.docs.map(({ ref, updateTime }) =>
    callUnless([GRPC.FAILED_PRECONDITION, GRPC.NOT_FOUND], database.writing, () =>
      ref.delete({ lastUpdateTime: updateTime }),
    ),
  );
  return (await Promise.all(deletions)).filter((each) => typeof each !== 'number').length;
}

const collection = ({ firestore }: Database): CollectionReference =>
  firestore.collection(AUTHORIZATION_REQUESTS);

function fieldsOf(request: AuthorizationRequest, document: string) {
  const answeredAt = request.stage === 'answered' ? request.answeredAt : null;
  return {
    document,
    expiresAt: request.expiresAt,
    answeredAt,
    // Firestore's TTL deletes within a day or so after this. It decides nothing: expiry is always
    // checked where a request is read.
    deleteAt: answeredAt
      ? new Date(answeredAt.getTime() + PARKED_DAYS * DAY_MS)
      : request.expiresAt,
    sealedWith: keyIdOf(document),
  };
}
