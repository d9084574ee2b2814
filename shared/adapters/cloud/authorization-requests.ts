import type { CollectionReference } from '@google-cloud/firestore';
import { type Keyring, keyIdOf } from '../../sealing/index.ts';
import type { AuthorizationRequest, Ids, RequestStore } from '../../tokens/index.ts';
import { readRequestDocument, writeRequestDocument } from '../documents/documents.ts';
import { deleteFound } from './delete-found.ts';
import { type Database, isId, type OpenDatabase } from './firestore.ts';
import { call } from './google-cloud.ts';
import { compareAndSet, readVersioned } from './versioned-documents.ts';

export const AUTHORIZATION_REQUESTS = 'authorizationRequests';

/** After this time Firestore deletes a parked answer that could not be settled. */
const PARKED_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The RequestStore port over Firestore: each request is sealed as a whole, beside the times it is searched by. */
export function createAuthorizationRequests(
  open: OpenDatabase,
  keyring: Keyring,
  ids: Ids,
): RequestStore {
  return {
    readRequest: async (id) => {
      if (!isId(id)) return null;
      const database = await open();
      return readVersioned(database, collection(database).doc(id), (document) =>
        readRequestDocument(keyring, id, document),
      );
    },

    writeRequest: async (request, revision) => {
      const database = await open();
      const reference = collection(database).doc(request.id);
      const fields = fieldsOf(request, await writeRequestDocument(keyring, request));
      return compareAndSet(database, { reference, fields, revision }, ids.unique());
    },

    parkedRequests: async ({ limit, ...moment }) => {
      const database = await open();
      const all = collection(database);
      const matching =
        'before' in moment
          ? all.where('answeredAt', '<', moment.before)
          : all.where('answeredAt', '>', moment.after);
      const parked = matching.orderBy('answeredAt').limit(limit).select();
      const found = await call(database.readRole, () => parked.get());
      return found.docs.map(({ id }) => id);
    },

    forgetRequests: async ({ before, parkedBefore }) => {
      const database = await open();
      const all = collection(database);
      const expired = all.where('answeredAt', '==', null).where('expiresAt', '<', before);
      const parked = all.where('answeredAt', '<', parkedBefore);
      return deleteFound(database, expired, parked);
    },
  };
}

const collection = ({ firestore }: Database): CollectionReference =>
  firestore.collection(AUTHORIZATION_REQUESTS);

function fieldsOf(request: AuthorizationRequest, document: string) {
  const answeredAt = request.stage === 'answered' ? request.answeredAt : null;
  return {
    document,
    expiresAt: request.expiresAt,
    answeredAt,
    // Firestore's TTL deletes the document within a day or so after this time. Nothing depends on that:
    // code that reads a request always compares its expiry.
    deleteAt: answeredAt
      ? new Date(answeredAt.getTime() + PARKED_DAYS * DAY_MS)
      : request.expiresAt,
    sealedWith: keyIdOf(document),
  };
}
