import type { Keyring, SealedRecords } from '../../sealing/index.ts';
import type { Clock, GrantVault, Ids } from '../../tokens/index.ts';
import { readGrantDocument, writeGrantDocument } from '../documents/documents.ts';
import type { LocalDatabase } from './group-commit.ts';
import { withBusyRetry } from './sqlite-errors.ts';

/** The GrantVault port over SQLite. Each version is a sealed row, inserted once and later deleted. */
export function createLocalGrantVault(
  { database, write }: LocalDatabase,
  keyring: Keyring,
  { clock, ids }: { clock: Clock; ids: Ids },
): GrantVault {
  const insert = database.prepare('INSERT INTO grants VALUES (?, ?, ?, ?)');
  const select = database.prepare('SELECT sealed FROM grants WHERE name = ?');
  const remove = database.prepare('DELETE FROM grants WHERE name = ?');
  const list = database.prepare(
    'SELECT name, created_at FROM grants WHERE connection_id = ? ORDER BY created_at, name',
  );
  return {
    put: async (connectionId, grant) => {
      const name = `${connectionId}.${ids.unique()}`;
      const sealed = await writeGrantDocument(keyring, name, grant);
      await write(() => insert.run(name, connectionId, clock.now().getTime(), sealed));
      return name;
    },
    get: async (name) => {
      const row = await withBusyRetry(() => select.get(name));
      return row ? readGrantDocument(keyring, name, String(row['sealed'])) : null;
    },
    isPrimary: () => true,
    destroy: async (name) => {
      await write(() => remove.run(name));
    },
    versions: async (connectionId) =>
      (await withBusyRetry(() => list.all(connectionId))).map((row) => ({
        name: String(row['name']),
        createdAt: new Date(Number(row['created_at'])),
      })),
  };
}

/** Reseals a version in place. A version that was destroyed in the meantime stays gone. */
export function resealGrant(
  { database, write }: LocalDatabase,
  keyring: Keyring,
): SealedRecords['reseal'] {
  const select = database.prepare('SELECT sealed FROM grants WHERE name = ?');
  const update = database.prepare('UPDATE grants SET sealed = ? WHERE name = ?');
  return async (name) => {
    const row = await withBusyRetry(() => select.get(name));
    if (!row) return;
    const grant = await readGrantDocument(keyring, name, String(row['sealed']));
    const sealed = await writeGrantDocument(keyring, name, grant);
    await write(() => update.run(sealed, name));
  };
}
