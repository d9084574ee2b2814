import type {
  DocumentReference,
  Timestamp,
  UpdateData,
  WithFieldValue,
} from '@google-cloud/firestore';
import { AppError } from '../../errors.ts';
import { type Database, revisionOf, timestampOf } from './firestore.ts';
import { call, callUnless, GRPC } from './google-cloud.ts';

/** Somebody else wrote first; or we did, and the library asked again because our answer was lost. */
const CONFLICT_CODES = [GRPC.ALREADY_EXISTS, GRPC.NOT_FOUND, GRPC.FAILED_PRECONDITION] as const;

/** The library does not ask again after these: it may have been written, or may be yet. */
const AMBIGUOUS_CODES = [GRPC.DEADLINE_EXCEEDED, GRPC.INTERNAL] as const;

type Fields = Readonly<Record<string, unknown>>;

/** A new document that is stored in the same commit: it is there if and only if the write was made. */
export type Addition = { readonly reference: DocumentReference; readonly fields: Fields };

/** One write: what is to be stored, and the revision that it replaces; null: there must be none. */
export type Write = {
  readonly reference: DocumentReference;
  readonly fields: Fields;
  readonly revision: string | null;
  readonly along?: Addition | null;
};

/**
 * Writes a document if it still is what was read: `create` where there must be none, else an update
 * with a `lastUpdateTime` precondition, which under contention costs a tenth of a transaction. Every
 * write carries an id of its own, so that one whose answer was lost is recognised as ours.
 *
 * @param writeId unique to this write
 * @returns the new revision; null when somebody else wrote first
 * @throws AppError those of `call`; `store_unavailable` when it cannot be told; `store_conflict` when
 *   what is to be added is there already: nothing is written then
 */
export async function compareAndSet(
  database: Database,
  write: Write,
  writeId: string,
): Promise<string | null> {
  const { reference, revision } = write;
  const written = await callUnless([...CONFLICT_CODES, ...AMBIGUOUS_CODES], database.writing, () =>
    commit(database, write, writeId),
  );
  if (typeof written !== 'number') return revisionOf(written);
  const found = await call(database.reading, () => reference.get());
  const stored = found.updateTime ? revisionOf(found.updateTime) : null;
  if (stored !== null && found.get('mark') === writeId) return stored;
  // The document is as it should be: it is the new one beside it that was there already.
  const isAdded = write.along && written === GRPC.ALREADY_EXISTS && stored === revision;
  if (isAdded) throw new AppError('store_conflict');
  // While nothing else was written, ours may still arrive.
  const isOpen = AMBIGUOUS_CODES.some((code) => code === written) && stored === revision;
  if (isOpen) throw new AppError('store_unavailable');
  return null;
}

/** One commit, all of it or nothing, without a transaction; answers when the document was written. */
async function commit(
  database: Database,
  { reference, fields, revision, along }: Write,
  writeId: string,
): Promise<Timestamp> {
  const batch = database.firestore.batch();
  const marked = { ...fields, mark: writeId };
  if (revision === null) batch.create(reference, marked as WithFieldValue<Fields>);
  else {
    const lastUpdateTime = timestampOf(database, revision);
    batch.update(reference, marked as UpdateData<Fields>, { lastUpdateTime });
  }
  if (along) batch.create(along.reference, along.fields as WithFieldValue<Fields>);
  const [written] = await batch.commit();
  if (!written) throw new AppError('internal');
  return written.writeTime;
}
