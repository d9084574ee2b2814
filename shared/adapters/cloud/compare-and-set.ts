import type { DocumentReference, UpdateData, WithFieldValue } from '@google-cloud/firestore';
import { AppError } from '../../errors.ts';
import { type Database, revisionOf, timestampOf } from './firestore.ts';
import { call, callUnless, GRPC } from './google-cloud.ts';

/** Somebody else wrote first; or we did, and the library asked again because our answer was lost. */
const OVERTAKEN = [GRPC.ALREADY_EXISTS, GRPC.NOT_FOUND, GRPC.FAILED_PRECONDITION] as const;

/** The library does not ask again after these: it may have been written, or may be yet. */
const UNCERTAIN = [GRPC.DEADLINE_EXCEEDED, GRPC.INTERNAL] as const;

type Fields = Readonly<Record<string, unknown>>;

/** One write: what is to be stored, and the revision that it replaces; null: there must be none. */
export type Write = {
  readonly reference: DocumentReference;
  readonly fields: Fields;
  readonly revision: string | null;
};

/**
 * Writes a document if it still is what was read: `create` where there must be none, else an update
 * with a `lastUpdateTime` precondition, which under contention costs a tenth of a transaction. Every
 * write carries a mark of its own, so that one whose answer was lost is recognised as ours.
 *
 * @param mark unique to this write
 * @returns the new revision; null when somebody else wrote first
 * @throws AppError those of `call`; `store_unavailable` when it cannot be told
 */
export async function compareAndSet(
  database: Database,
  { reference, fields, revision }: Write,
  mark: string,
): Promise<string | null> {
  const marked = { ...fields, mark };
  const written = await callUnless([...OVERTAKEN, ...UNCERTAIN], database.writing, () =>
    revision === null
      ? reference.create(marked as WithFieldValue<Fields>)
      : reference.update(marked as UpdateData<Fields>, {
          lastUpdateTime: timestampOf(database, revision),
        }),
  );
  if (typeof written !== 'number') return revisionOf(written.writeTime);
  const found = await call(database.reading, () => reference.get());
  const stored = found.updateTime ? revisionOf(found.updateTime) : null;
  if (stored !== null && found.get('mark') === mark) return stored;
  // While nothing else was written, ours may still arrive.
  const isOpen = UNCERTAIN.some((code) => code === written) && stored === revision;
  if (isOpen) throw new AppError('store_unavailable');
  return null;
}
