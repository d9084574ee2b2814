import type { Query } from '@google-cloud/firestore';
import type { Database } from './firestore.ts';
import { call, callUnless, GRPC } from './google-cloud.ts';

/** How many documents one query finds and deletes at a time, and how often in one run; the next run continues. */
const SLICE = 500;
const MOST_SLICES = 10;

/** Deletes the documents that the queries find, each only if unchanged since. Returns how many it deleted. */
export async function deleteFound(database: Database, ...queries: Query[]): Promise<number> {
  let deleted = 0;
  for (const query of queries) deleted += await deleteFoundBy(database, query);
  return deleted;
}

async function deleteFoundBy(database: Database, query: Query): Promise<number> {
  let deleted = 0;
  for (let slice = 0; slice < MOST_SLICES; slice++) {
    const before = deleted;
    deleted += await deleteSlice(database, query);
    if (deleted - before < SLICE) break;
  }
  return deleted;
}

async function deleteSlice(database: Database, query: Query): Promise<number> {
  const found = await call(database.readRole, () => query.select().limit(SLICE).get());
  const deletions = found.docs.map(({ ref, updateTime }) =>
    callUnless([GRPC.FAILED_PRECONDITION, GRPC.NOT_FOUND], database.writeRole, () =>
      ref.delete({ lastUpdateTime: updateTime }),
    ),
  );
  return (await Promise.all(deletions)).filter((each) => typeof each !== 'number').length;
}
