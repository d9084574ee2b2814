import type { DatabaseSync } from 'node:sqlite';
import { storeError, withBusyRetry } from './sqlite-errors.ts';

/** Writes that arrive together share one transaction, and so one flush to the disk. */
export type GroupCommit = {
  /**
   * Runs one write within its group, and resolves once the group is on the disk. A write that fails does
   * not fail the others of its group; a commit that fails rejects all of them.
   *
   * @param work the statements of one write, which are stored all or none
   * @throws AppError `store_unavailable`, `store_corrupt`, and what `work` throws
   */
  write<Answer>(work: () => Answer): Promise<Answer>;
  /** Resolves when every write so far is answered; null when none is pending. */
  pending(): Promise<void> | null;
};

/** The database of one machine, and the only way to write to it. */
export type LocalDatabase = { readonly database: DatabaseSync } & Pick<GroupCommit, 'write'>;

/** One queued write. Its caller is answered once the commit has succeeded. */
type Write = {
  /** Runs the statements, and returns the function that resolves the caller's promise. */
  run(): () => void;
  fail(thrown: unknown): void;
};

type Transaction = ReturnType<typeof prepareTransaction>;

/** The statements of a transaction, prepared once. */
const prepareTransaction = (database: DatabaseSync) => ({
  database,
  begin: database.prepare('BEGIN IMMEDIATE'),
  mark: database.prepare('SAVEPOINT one'),
  release: database.prepare('RELEASE one'),
  commit: database.prepare('COMMIT'),
});

/**
 * Groups the writes of one process. A group is what arrived in one turn of the event loop, so no write
 * waits for a group to fill. The longer a flush takes, the larger the next group becomes.
 */
export function createGroupCommit(database: DatabaseSync): GroupCommit {
  let queue: Write[] = [];
  let pending: Promise<void> | null = null;
  const transaction = prepareTransaction(database);

  const commitAll = async (): Promise<void> => {
    while (queue.length > 0) {
      // Wait for the end of the turn: its writes come from one callback after the other. Between two
      // groups this also lets other processes take the lock.
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

/** Waits for the lock, which other processes take in turn. Writes that arrive during the wait join the next group. */
async function commitGroup(transaction: Transaction, group: readonly Write[]): Promise<void> {
  try {
    const answers = await withBusyRetry(() => transact(transaction, group));
    for (const answer of answers) answer();
  } catch (thrown) {
    for (const { fail } of group) fail(thrown);
  }
}

/** One transaction from begin to commit, synchronously: nothing else in this process can run in between. */
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
    // Errors such as a full disk end the whole transaction, not this write alone.
    if (!database.isTransaction) throw thrown;
    database.exec('ROLLBACK TO one; RELEASE one');
    return () => fail(thrown);
  }
}
