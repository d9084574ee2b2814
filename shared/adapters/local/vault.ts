import type { Keyring, SealedRecords } from '../../sealing/index.ts';
import type { Clock, Ids, SecretVault } from '../../tokens/index.ts';
import type { VaultDocuments } from '../documents/documents.ts';
import type { LocalDatabase } from './group-commit.ts';
import { withBusyRetry } from './sqlite-errors.ts';

/** One kind of secret: its table, the column that names the owner, and its documents. */
export type SecretTable<Secret> = {
  readonly table: string;
  readonly owner: string;
  readonly documents: VaultDocuments<Secret>;
};

type VaultPorts = LocalDatabase & {
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly ids: Ids;
};

/** A vault over SQLite. Each version is a sealed row, inserted once and later deleted. */
export function createLocalVault<Secret>(
  { database, write, keyring, clock, ids }: VaultPorts,
  { table, owner, documents }: SecretTable<Secret>,
): SecretVault<Secret> {
  const insert = database.prepare(`INSERT INTO ${table} VALUES (?, ?, ?, ?)`);
  const select = database.prepare(`SELECT sealed FROM ${table} WHERE name = ?`);
  const remove = database.prepare(`DELETE FROM ${table} WHERE name = ?`);
  const list = database.prepare(
    `SELECT name, created_at FROM ${table} WHERE ${owner} = ? ORDER BY created_at, name`,
  );
  return {
    put: async (ownerId, secret) => {
      const name = `${ownerId}.${ids.unique()}`;
      const sealed = await documents.write(keyring, name, secret);
      await write(() => insert.run(name, ownerId, clock.now().getTime(), sealed));
      return name;
    },
    get: async (name) => {
      const row = await withBusyRetry(() => select.get(name));
      return row ? documents.read(keyring, name, String(row['sealed'])) : null;
    },
    destroy: async (name) => {
      await write(() => remove.run(name));
    },
    versions: async (ownerId) =>
      (await withBusyRetry(() => list.all(ownerId))).map((row) => ({
        name: String(row['name']),
        createdAt: new Date(Number(row['created_at'])),
      })),
  };
}

/** Reseals a version in place. A version that was destroyed in the meantime stays gone. */
export function resealSecret<Secret>(
  { database, write, keyring }: VaultPorts,
  { table, documents }: SecretTable<Secret>,
): SealedRecords['reseal'] {
  const select = database.prepare(`SELECT sealed FROM ${table} WHERE name = ?`);
  const update = database.prepare(`UPDATE ${table} SET sealed = ? WHERE name = ?`);
  return async (name) => {
    const row = await withBusyRetry(() => select.get(name));
    if (!row) return;
    const secret = await documents.read(keyring, name, String(row['sealed']));
    const sealed = await documents.write(keyring, name, secret);
    await write(() => update.run(sealed, name));
  };
}
