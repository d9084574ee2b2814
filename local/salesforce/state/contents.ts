import type { DatabaseSync } from 'node:sqlite';

/** The bytes of files, by the id of their ContentVersion. */
export type Contents = {
  write(id: string, bytes: Buffer): void;
  read(id: string): Buffer | undefined;
};

export function openContents(database: DatabaseSync): Contents {
  const insert = database.prepare('INSERT INTO contents VALUES (?, ?)');
  const select = database.prepare('SELECT bytes FROM contents WHERE id = ?');
  return {
    write: (id, bytes) => void insert.run(id.slice(0, 15), bytes),
    read: (id) => {
      const bytes = select.get(id.slice(0, 15))?.['bytes'];
      return bytes instanceof Uint8Array ? Buffer.from(bytes) : undefined;
    },
  };
}
