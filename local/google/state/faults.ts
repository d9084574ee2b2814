import type { DatabaseSync } from 'node:sqlite';
import type { FaultParameters } from '../faults/parameters.ts';
import { domainOf } from './accounts.ts';

/** A switched-on fault: for an address, for everybody of a domain (`@example.com`), or for all (`*`). */
export type SwitchedFault = { fault: string; account: string; parameters: FaultParameters };

export type Faults = {
  list(): SwitchedFault[];
  switchOn(fault: SwitchedFault): void;
  switchOff(fault: string, account: string): void;
  clear(): void;
  /** The parameters of a fault that is on for this account. The narrowest switch wins. */
  find(fault: string, address: string | undefined): FaultParameters | undefined;
};

/** The switches, kept in the same file as the accounts they disturb. */
export function openFaults(database: DatabaseSync): Faults {
  const insert = database.prepare('INSERT OR REPLACE INTO faults VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM faults WHERE fault = ? AND account = ?');
  const removeAll = database.prepare('DELETE FROM faults');
  const selectAll = database.prepare('SELECT * FROM faults ORDER BY fault, account');
  const list = () => selectAll.all().map(toSwitchedFault);

  // A request asks for some twenty faults, of which hardly one is on.
  const on = new Map<string, Map<string, FaultParameters>>();
  const remember = ({ fault, account, parameters }: SwitchedFault) => {
    const accounts = on.get(fault) ?? new Map();
    on.set(fault, accounts.set(account, parameters));
  };
  for (const switched of list()) remember(switched);

  return {
    list,
    switchOn(switched) {
      insert.run(switched.fault, switched.account, JSON.stringify(switched.parameters));
      remember(switched);
    },
    switchOff(fault, account) {
      remove.run(fault, account);
      on.get(fault)?.delete(account);
    },
    clear() {
      removeAll.run();
      on.clear();
    },
    find(fault, address) {
      const accounts = on.get(fault);
      if (!accounts?.size) return undefined;
      if (address === undefined) return accounts.get('*');
      return accounts.get(address) ?? accounts.get(`@${domainOf(address)}`) ?? accounts.get('*');
    },
  };
}

function toSwitchedFault(row: Record<string, unknown>): SwitchedFault {
  return {
    fault: String(row['fault']),
    account: String(row['account']),
    parameters: JSON.parse(String(row['parameters'])),
  };
}
