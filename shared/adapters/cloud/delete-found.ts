import type { Query } from '@google-cloud/firestore';
import type { Database } from './firestore.ts';
import { call, callUnless, GRPC } from './google-cloud.ts';

/** The most documents that one query deletes per run; the next run continues. */
const MOST_DELETED = 500;

/** Deletes the documents that the queries find, each only if unchanged since. Returns how many it deleted. */
export async function deleteFound(database: Database, ...queries: Query[]): Promise<number> {
  let deleted = 0;
  for (const query of queries) deleted += await deleteFoundBy(database, query);
  return deleted;
}

async function deleteFoundBy(database: Database, query: Query): Promise<number> {
  const found = await call(database.readRole, () => query.select().limit(MOST_DELETED).get());
  const deletions = found.docs.map(({ ref, updateTime }) =>
    callUnless([GRPC.FAILED_PRECONDITION, GRPC.NOT_FOUND], database.writeRole, () =>
      ref.delete({ lastUpdateTime: updateTime }),
    ),
  );
  return (await Promise.all(deletions)).filter((each) => typeof each !== 'number').length;
}
