import type {
  DocumentReference,
  DocumentSnapshot,
  Timestamp,
  UpdateData,
  WithFieldValue,
} from '@google-cloud/firestore';
import { AppError } from '../../errors.ts';
import type { Versioned } from '../../tokens/index.ts';
import { type Database, revisionOf, timestampOf } from './firestore.ts';
import { call, callUnless, GRPC } from './google-cloud.ts';

/** Reads a document's value and its revision; null when it does not exist. */
export async function readVersioned<T>(
  { readRole }: Database,
  reference: DocumentReference,
  valueIn: (document: string) => T | Promise<T>,
): Promise<Versioned<T> | null> {
  const found = await call(readRole, () => reference.get());
  if (!found.updateTime) return null;
  return { value: await valueIn(documentIn(found)), revision: revisionOf(found.updateTime) };
}

export const documentIn = (snapshot: DocumentSnapshot): string => String(snapshot.get('document'));

/** Another write came first; or our own did, and the library repeated it because the answer was lost. */
const CONFLICT_CODES = [GRPC.ALREADY_EXISTS, GRPC.NOT_FOUND, GRPC.FAILED_PRECONDITION] as const;

/** The library does not repeat a commit after these codes: it may have been stored, or may still be. */
const AMBIGUOUS_CODES = [GRPC.DEADLINE_EXCEEDED, GRPC.INTERNAL] as const;

type Fields = Readonly<Record<string, unknown>>;

/** A new document in the same commit: it exists if and only if the write succeeded. */
export type Addition = { readonly reference: DocumentReference; readonly fields: Fields };

/** One write: the fields to store, and the revision that they replace. Null: the document must not exist yet. */
export type Write = {
  readonly reference: DocumentReference;
  readonly fields: Fields;
  readonly revision: string | null;
  readonly addition?: Addition | null;
};

/**
 * Writes a document only if it has not changed since it was read: with `create` for a new document, else
 * with an update under a `lastUpdateTime` precondition, which under contention costs a tenth of a
 * transaction. Every write stores its own id, so that a write whose answer was lost is recognised as ours.
 *
 * @param writeId unique to this write
 * @returns the new revision; null when another write came first
 * @throws AppError those of `call`; `store_unavailable` when the outcome is unknown; `store_conflict` when
 *   the additional document exists already, in which case nothing is written
 */
export async function compareAndSet(
  database: Database,
  write: Write,
  writeId: string,
): Promise<string | null> {
  const { reference, revision } = write;
  const written = await callUnless(
    [...CONFLICT_CODES, ...AMBIGUOUS_CODES],
    database.writeRole,
    () => commit(database, write, writeId),
  );
  if (typeof written !== 'number') return revisionOf(written);
  const found = await call(database.readRole, () => reference.get());
  const stored = found.updateTime ? revisionOf(found.updateTime) : null;
  if (stored !== null && found.get('mark') === writeId) return stored;
  // The document still has the expected revision, so it was the additional one that existed already.
  const additionExists = write.addition && written === GRPC.ALREADY_EXISTS && stored === revision;
  if (additionExists) throw new AppError('store_conflict');
  // While the document is unchanged, our write may still arrive.
  const mayStillArrive = AMBIGUOUS_CODES.some((code) => code === written) && stored === revision;
  if (mayStillArrive) throw new AppError('store_unavailable');
  return null;
}

/** Commits the document and its addition atomically, without a transaction. Returns the write time. */
async function commit(
  database: Database,
  { reference, fields, revision, addition }: Write,
  writeId: string,
): Promise<Timestamp> {
  const batch = database.firestore.batch();
  const marked = { ...fields, mark: writeId };
  if (revision === null) batch.create(reference, marked as WithFieldValue<Fields>);
  else {
    const lastUpdateTime = timestampOf(database, revision);
    batch.update(reference, marked as UpdateData<Fields>, { lastUpdateTime });
  }
  if (addition) batch.create(addition.reference, addition.fields as WithFieldValue<Fields>);
  const [written] = await batch.commit();
  if (!written) throw new AppError('internal');
  return written.writeTime;
}
