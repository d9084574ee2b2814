import type { DatabaseSync } from 'node:sqlite';

export type MadeLabel = { id: string; name: string };

export type MailLabels = {
  /** The user labels of a mailbox: those that each has, and those that were made. */
  list(address: string): MadeLabel[];
  make(address: string, name: string): MadeLabel;
};

const OF_EVERY_MAILBOX = ['Cases/Waiting', 'Cases/Answered', '要返信'].map((name, index) => ({
  id: `Label_${index + 1}`,
  name,
}));

/** Opens the user labels of every mailbox. */
export function openMailLabels(database: DatabaseSync): MailLabels {
  const insert = database.prepare('INSERT INTO mail_labels VALUES (?, ?, ?)');
  const select = database.prepare('SELECT * FROM mail_labels WHERE address = ? ORDER BY rowid');
  const list = (address: string) => [
    ...OF_EVERY_MAILBOX,
    ...select.all(address).map((row) => ({ id: String(row['id']), name: String(row['name']) })),
  ];
  return {
    list,
    make(address, name) {
      const label = { id: `Label_${list(address).length + 1}`, name };
      insert.run(address, label.id, name);
      return label;
    },
  };
}
