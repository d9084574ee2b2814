import type { DatabaseSync } from 'node:sqlite';

/** What Gmail announces of a mailbox, once for each Cloud project. */
export type Watch = {
  address: string;
  project: string;
  topic: string;
  /** Empty: every change is announced. */
  labelIds: string[];
  /** True: changes of messages with these labels are not announced. */
  excludes: boolean;
  /** In milliseconds since 1970. */
  expiresAt: number;
};

export type Watches = {
  of(address: string): Watch[];
  /** Sets the watch of a mailbox and project, or replaces it. */
  put(watch: Watch): void;
  remove(address: string): void;
};

/** Opens the watches of every mailbox (`users.watch`). */
export function openWatches(database: DatabaseSync): Watches {
  const insert = database.prepare('INSERT OR REPLACE INTO watches VALUES (?, ?, ?, ?, ?, ?)');
  const select = database.prepare('SELECT * FROM watches WHERE address = ? ORDER BY project');
  const remove = database.prepare('DELETE FROM watches WHERE address = ?');
  return {
    of: (address) =>
      select.all(address).map((row) => ({
        address: String(row['address']),
        project: String(row['project']),
        topic: String(row['topic']),
        labelIds: JSON.parse(String(row['label_ids'])),
        excludes: row['excludes'] === 1,
        expiresAt: Number(row['expires_at']),
      })),
    put({ address, project, topic, labelIds, excludes, expiresAt }) {
      const labels = JSON.stringify(labelIds);
      insert.run(address, project, topic, labels, Number(excludes), expiresAt);
    },
    remove: (address) => void remove.run(address),
  };
}
