import type { DatabaseSync } from 'node:sqlite';
import type { FaultParameters } from '../faults/parameters.ts';

/** A switched-on fault, for one account's address or for everybody (`*`). */
export type SwitchedFault = { fault: string; account: string; parameters: FaultParameters };

export type Faults = {
  list(): SwitchedFault[];
  switchOn(fault: SwitchedFault): void;
  switchOff(fault: string, account: string): void;
  clear(): void;
  /** The parameters of a fault that is on for this account; its own switch goes before everybody's. */
  find(fault: string, address: string | undefined): FaultParameters | undefined;
};

/** The switches, kept in the same file as the accounts they disturb. */
export function openFaults(database: DatabaseSync): Faults {
  const insert = database.prepare('INSERT OR REPLACE INTO faults VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM faults WHERE fault = ? AND account = ?');
  const clear = database.prepare('DELETE FROM faults');
  const selectAll = database.prepare('SELECT * FROM faults ORDER BY fault, account');
  const select = database.prepare(
    `SELECT parameters FROM faults WHERE fault = ? AND account IN (?, '*')
     ORDER BY account = '*' LIMIT 1`,
  );
  return {
    list: () =>
      selectAll.all().map((row) => ({
        fault: String(row['fault']),
        account: String(row['account']),
        parameters: JSON.parse(String(row['parameters'])),
      })),
    switchOn: ({ fault, account, parameters }) =>
      void insert.run(fault, account, JSON.stringify(parameters)),
    switchOff: (fault, account) => void remove.run(fault, account),
    clear: () => void clear.run(),
    find(fault, address) {
      const row = select.get(fault, address ?? '*');
      return row && JSON.parse(String(row['parameters']));
    },
  };
}
