import type { DocumentSnapshot, WithFieldValue } from '@google-cloud/firestore';
import { AppError } from '../../errors.ts';
import { type Database, revisionOf } from './firestore.ts';
import { call, callUnless, GRPC } from './google-cloud.ts';
import type { Addition } from './versioned-documents.ts';

/** Some exist already; or our own commit came through, and the library repeated it because the answer was lost. */
const ANSWERS = [GRPC.ALREADY_EXISTS, GRPC.DEADLINE_EXCEEDED, GRPC.INTERNAL] as const;

/** Somebody else may add some of them between our reading and our commit. */
const ATTEMPTS = 4;

/**
 * Creates those documents that do not exist, all or none of a commit. It commits first and reads only when that was
 * refused, since nearly always none of them exists. Each document stores the id of the write, by which a commit whose
 * answer was lost is recognised as ours.
 *
 * @param additions at most 500, Firestore's limit of a commit
 * @param writeId unique to this call
 * @returns for each addition the revision of the document that this call created; null: it existed
 * @throws AppError those of `call`; `store_unavailable` when the outcome is unknown
 */
export async function addAbsent(
  database: Database,
  additions: readonly Addition[],
  writeId: string,
): Promise<readonly (string | null)[]> {
  const revisions: (string | null)[] = additions.map(() => null);
  let absent = additions.map((addition, nth) => ({ addition, nth }));
  for (let attempt = 0; attempt < ATTEMPTS && absent.length > 0; attempt++) {
    const asked = absent;
    const created = await create(
      database,
      asked.map(({ addition }) => addition),
      writeId,
    );
    if (created) {
      for (const [at, { nth }] of asked.entries()) revisions[nth] = created[at] ?? null;
      return revisions;
    }
    const found = await read(
      database,
      asked.map(({ addition }) => addition),
    );
    for (const [at, { nth }] of asked.entries()) revisions[nth] = ownRevision(found[at], writeId);
    absent = asked.filter((_, at) => !found[at]?.exists);
  }
  if (absent.length > 0) throw new AppError('store_unavailable');
  return revisions;
}

/** The revisions of the created documents; null when none was created, or perhaps all. */
async function create(
  { firestore, writeRole }: Database,
  additions: readonly Addition[],
  writeId: string,
): Promise<readonly string[] | null> {
  const batch = firestore.batch();
  for (const { reference, fields } of additions) {
    batch.create(reference, { ...fields, mark: writeId } as WithFieldValue<typeof fields>);
  }
  const results = await callUnless(ANSWERS, writeRole, () => batch.commit());
  return typeof results === 'number' ? null : results.map(({ writeTime }) => revisionOf(writeTime));
}

const read = (
  { firestore, readRole }: Database,
  additions: readonly Addition[],
): Promise<DocumentSnapshot[]> =>
  call(readRole, () => firestore.getAll(...additions.map(({ reference }) => reference)));

const ownRevision = (found: DocumentSnapshot | undefined, writeId: string): string | null =>
  found?.updateTime && found.get('mark') === writeId ? revisionOf(found.updateTime) : null;
