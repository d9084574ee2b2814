import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createGroupCommit, type GroupCommit } from '../../shared/adapters/local/group-commit.ts';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import { systemClock, systemIds } from '../../shared/runtime/system-ports.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { sampleConnection } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = temporaryDirectory();
let files = 0;

/** A database that counts its transactions. */
class Watched extends DatabaseSync {
  begun = 0;
  override prepare(sql: string): StatementSync {
    const statement = super.prepare(sql);
    if (!sql.startsWith('BEGIN')) return statement;
    const run = statement.run.bind(statement);
    return Object.assign(statement, {
      run: () => {
        this.begun += 1;
        return run();
      },
    });
  }
}

let path: string;
let database: Watched;
let other: DatabaseSync;
let writes: GroupCommit;

beforeEach(() => {
  path = join(root, `${files++}.sqlite`);
  database = new Watched(path, { timeout: 0 });
  database.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE numbers (id INTEGER PRIMARY KEY, value INTEGER NOT NULL CHECK (value < 100)) STRICT;`);
  database.exec('CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT');
  database.exec(
    'CREATE TABLE children (id INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED) STRICT',
  );
  other = new DatabaseSync(path, { timeout: 0 });
  writes = createGroupCommit(database);
});
afterEach(() => {
  other.close();
  database.close();
});

const insert = (id: number, value = id): Promise<unknown> =>
  writes.write(() => database.prepare('INSERT INTO numbers VALUES (?, ?)').run(id, value).changes);
const stored = (): unknown[] =>
  other
    .prepare('SELECT id FROM numbers ORDER BY rowid')
    .all()
    .map(({ id }) => id);
const unavailable = expect.objectContaining({ code: 'store_unavailable' });
const oneTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a group', () => {
  test('is one transaction, answered when another process can see its writes', async () => {
    const answers = [1, 2, 3].map((id) => insert(id).then(() => stored()));
    expect(stored()).toEqual([]);
    expect(await Promise.all(answers)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(database.begun).toBe(1);
  });

  test('includes the writes of other callbacks in the same turn', async () => {
    const later = ['a', 'b', 'c'].map(
      (_, nth) =>
        new Promise((resolve) => {
          // All three timers fire in one turn, after the busy loop below.
          setTimeout(() => resolve(insert(nth)), 5);
        }),
    );
    const until = performance.now() + 20;
    await oneTurn();
    while (performance.now() < until);
    await Promise.all(later);
    expect(database.begun).toBe(1);
  });

  test('keeps the order of its writes: the first compare-and-set wins', async () => {
    await insert(1, 10);
    const set = (value: number) =>
      writes.write(
        () =>
          database.prepare('UPDATE numbers SET value = ? WHERE id = 1 AND value = 10').run(value)
            .changes,
      );
    expect(await Promise.all([set(11), set(12), set(13)])).toEqual([1, 0, 0]);
    expect(other.prepare('SELECT value FROM numbers').get()?.['value']).toBe(11);
  });

  test('loses only the write that fails', async () => {
    const outcomes = await Promise.allSettled([insert(1), insert(2, 100), insert(1), insert(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(outcomes[1]).toEqual({ status: 'rejected', reason: unavailable });
    expect(stored()).toEqual([1, 3]);
  });

  test('is not stored when its commit fails, and every write is refused', async () => {
    // A deferred constraint fails at the commit, as a full disk does.
    const orphan = writes.write(() => database.exec('INSERT INTO children VALUES (7)'));
    const outcomes = await Promise.allSettled([insert(1), orphan, insert(2)]);
    const refused = { status: 'rejected', reason: unavailable };
    expect(outcomes).toEqual([refused, refused, refused]);
    expect(stored()).toEqual([]);
    await insert(3);
    expect(stored()).toEqual([3]);
  });

  test('is not stored when a statement ends the transaction', async () => {
    database.exec(`CREATE TRIGGER ends BEFORE INSERT ON numbers WHEN new.id = 2
      BEGIN SELECT RAISE(ROLLBACK, 'as a full disk may'); END`);
    const outcomes = await Promise.allSettled([insert(1), insert(2), insert(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(stored()).toEqual([]);
    await insert(4);
    expect(stored()).toEqual([4]);
  });
});

describe('while another process has the lock', () => {
  test('a group waits, and writes that come during the wait form the next', async () => {
    other.exec('BEGIN IMMEDIATE');
    const first = insert(1);
    await oneTurn();
    await oneTurn();
    const second = [insert(2), insert(3)];
    // The lock is held for a while: time must pass.
    setTimeout(() => other.exec('COMMIT'), 60);
    await first;
    expect(stored()).toEqual([1]);
    await Promise.all(second);
    expect(stored()).toEqual([1, 2, 3]);
  });

  test('no write of either process is lost when both add to one number', async () => {
    await insert(1, 0);
    database.exec('DROP TABLE children');
    const program = fileURLToPath(new URL('./counting-process.ts', import.meta.url));
    const run = () =>
      promisify(execFile)(process.execPath, [program, path, '9'], { env: childEnvironment() });
    await Promise.all([run(), run()]);
    expect(other.prepare('SELECT value FROM numbers').get()?.['value']).toBe(90);
  });
});

test('pending writes are stored and answered before the state closes', async () => {
  const open = () =>
    openLocalState(
      { directory: join(root, 'state'), client: 'client' },
      { clock: systemClock, ids: systemIds },
    );
  const { store, vault, close } = open();
  const ids = Array.from({ length: 20 }, (_, nth) => `connection-${nth}`);
  const begun = ids.map((id) => store.writeConnection(sampleConnection({ id }), null));
  const version = vault.put('connection-1', { refreshToken: 'marked', scopes: [] });
  // Sealing comes before the write, so one turn passes until the write is pending.
  await oneTurn();
  await close();
  expect(await Promise.all(begun)).toEqual(ids.map(() => '1'));
  const again = open();
  for (const id of ids) expect(await again.store.readConnection(id)).not.toBeNull();
  expect(await again.vault.get(await version)).not.toBeNull();
  await again.close();
  await expect(again.store.writeConnection(sampleConnection(), null)).rejects.toEqual(unavailable);
});
