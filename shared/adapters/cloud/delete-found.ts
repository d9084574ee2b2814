import type { Query } from '@google-cloud/firestore';
import type { Database } from './firestore.ts';
import { call, callUnless, GRPC } from './google-cloud.ts';

/** What is deleted in one run; the next goes on. */
const MOST_DELETED = 500;

/** Deletes what some queries find, each only if it still is what was found; answers how many. */
export async function deleteFound(database: Database, ...queries: Query[]): Promise<number> {
  let deleted = 0;
  for (const query of queries) deleted += await deleteFoundBy(database, query);
  return deleted;
}

async function deleteFoundBy(database: Database, query: Query): Promise<number> {
  const found = await call(database.reading, () => query.select().limit(MOST_DELETED).get());
  const deletions = found.docs.map(({ ref, updateTime }) =>
    callUnless([GRPC.FAILED_PRECONDITION, GRPC.NOT_FOUND], database.writing, () =>
      ref.delete({ lastUpdateTime: updateTime }),
    ),
  );
  return (await Promise.all(deletions)).filter((each) => typeof each !== 'number').length;
}
