import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import { systemClock, systemIds } from '../../shared/runtime/system-ports.ts';
import type { Connection } from '../../shared/tokens/index.ts';

const AT_ONCE = 500;

/** Writes connections into the store of a running connector, as a second process does. */
export async function seedMailboxes(
  directory: string,
  connections: readonly Connection[],
): Promise<void> {
  const database = new DatabaseSync(join(directory, 'connector.sqlite'), { readOnly: true });
  const client = String(database.prepare('SELECT client FROM owner').get()?.['client']);
  database.close();
  const ports = { clock: systemClock, ids: systemIds };
  const state = openLocalState({ directory, client }, ports);
  for (let at = 0; at < connections.length; at += AT_ONCE) {
    const some = connections.slice(at, at + AT_ONCE);
    await Promise.all(some.map((each) => state.store.writeConnection(each, null)));
  }
  await state.close();
}
