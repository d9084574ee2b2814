import type { DatabaseSync } from 'node:sqlite';
import { patiently, storeError } from './sqlite-errors.ts';

/** Writes that share a transaction, and so one flush to the disk, with all that come at the same time. */
export type GroupCommit = {
  /**
   * Does one write with the others of its group. What it answers counts once the group is on the disk,
   * and not before. A write that fails takes no other with it; a commit that fails takes all.
   *
   * @param work the statements of one write: all of them or none are stored
   * @throws AppError `store_unavailable`, `store_corrupt`, and what `work` throws
   */
  write<Answer>(work: () => Answer): Promise<Answer>;
  /** Ends when every write so far has its answer; null when all have one. */
  pending(): Promise<void> | null;
};

/** The database of one machine, and how it is written. */
export type LocalDatabase = { readonly database: DatabaseSync } & Pick<GroupCommit, 'write'>;

/** A write, and how its caller is answered: once the commit is known to have worked. */
type Write = {
  /** Runs it; what comes back tells the caller. */
  run(): () => void;
  fail(thrown: unknown): void;
};

type Transaction = ReturnType<typeof prepareTransaction>;

/** The words of a transaction, read once and not each time. */
const prepareTransaction = (database: DatabaseSync) => ({
  database,
  begin: database.prepare('BEGIN IMMEDIATE'),
  mark: database.prepare('SAVEPOINT one'),
  release: database.prepare('RELEASE one'),
  commit: database.prepare('COMMIT'),
});

/**
 * Groups the writes of one process. A group is whatever arrived in one turn of the event loop, so that
 * nobody waits for a group to fill: the longer a flush takes, the more the next turn brings.
 */
export function createGroupCommit(database: DatabaseSync): GroupCommit {
  let queue: Write[] = [];
  let pending: Promise<void> | null = null;
  const transaction = prepareTransaction(database);

  const commitAll = async (): Promise<void> => {
    while (queue.length > 0) {
      // After the turn, whose writes come one callback after the other. Between two groups it also
      // leaves other processes their chance at the lock.
      await new Promise(setImmediate);
      const group = queue;
      queue = [];
      await commitGroup(transaction, group);
    }
    pending = null;
  };

  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        const fail = (thrown: unknown): void => reject(storeError(thrown));
        const run = (): (() => void) => {
          const answer = work();
          return () => resolve(answer);
        };
        queue.push({ run, fail });
        pending ??= commitAll();
      }),
    pending: () => pending,
  };
}

/** Waits for the lock that other processes hold by turns; whoever writes meanwhile is of the next group. */
async function commitGroup(transaction: Transaction, group: readonly Write[]): Promise<void> {
  try {
    const answers = await patiently(() => transact(transaction, group));
    for (const answer of answers) answer();
  } catch (thrown) {
    for (const { fail } of group) fail(thrown);
  }
}

/** One transaction from begin to commit without a pause: nothing else of this process gets between. */
function transact(transaction: Transaction, group: readonly Write[]): readonly (() => void)[] {
  const { database } = transaction;
  transaction.begin.run();
  try {
    const answers = group.map((write) => runOne(transaction, write));
    transaction.commit.run();
    return answers;
  } catch (thrown) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw thrown;
  }
}

function runOne({ database, mark, release }: Transaction, { run, fail }: Write): () => void {
  mark.run();
  try {
    const answer = run();
    release.run();
    return answer;
  } catch (thrown) {
    // A full disk and the like end the whole transaction, not this write alone.
    if (!database.isTransaction) throw thrown;
    database.exec('ROLLBACK TO one; RELEASE one');
    return () => fail(thrown);
  }
}
