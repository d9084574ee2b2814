// Another process over the same database. It adds to one number many times at once, each time by a
// compare-and-set, like every write of the store.
import { DatabaseSync } from 'node:sqlite';
import { createGroupCommit } from '../../shared/adapters/local/group-commit.ts';

const [path = '', times = '0'] = process.argv.slice(2);
const database = new DatabaseSync(path, { timeout: 0 });
const { write } = createGroupCommit(database);
const select = database.prepare('SELECT value FROM numbers WHERE id = 1');
const update = database.prepare('UPDATE numbers SET value = ? WHERE id = 1 AND value = ?');

async function add(): Promise<void> {
  for (;;) {
    const value = Number(select.get()?.['value']);
    if ((await write(() => update.run(value + 1, value).changes)) === 1) return;
  }
}

await Promise.all(
  Array.from({ length: 5 }, async () => {
    for (let nth = 0; nth < Number(times); nth++) await add();
  }),
);
database.close();
