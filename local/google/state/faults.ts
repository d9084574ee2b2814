import type { DatabaseSync } from 'node:sqlite';
import type { FaultParameters } from '../faults/parameters.ts';
import { domainOf, isAddress } from './accounts.ts';

/**
 * A fault that is switched on. `account` is an address, every account of a domain (`@example.com`),
 * or every account (`*`).
 */
export type SwitchedFault = { fault: string; account: string; parameters: FaultParameters };

export type Faults = {
  list(): SwitchedFault[];
  switchOn(fault: SwitchedFault): void;
  switchOff(fault: string, account: string): void;
  clear(): void;
  /** The parameters of a fault that is on for an address. The narrowest switch wins. */
  find(fault: string, address: string | undefined): FaultParameters | undefined;
};

/** Opens the switches, which are stored in the same file as the accounts. */
export function openFaults(database: DatabaseSync): Faults {
  const insert = database.prepare('INSERT OR REPLACE INTO faults VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM faults WHERE fault = ? AND account = ?');
  const removeAll = database.prepare('DELETE FROM faults');
  const selectAll = database.prepare('SELECT * FROM faults ORDER BY fault, account');
  const list = () => selectAll.all().map(toSwitchedFault);

  // Every request looks up about twenty faults, and hardly any is on: no query for each.
  const on = new Map<string, Map<string, FaultParameters>>();
  const cacheFault = ({ fault, account, parameters }: SwitchedFault) => {
    const accounts = on.get(fault) ?? new Map();
    on.set(fault, accounts.set(account, parameters));
  };
  for (const switched of list()) cacheFault(switched);

  return {
    list,
    switchOn(switched) {
      insert.run(switched.fault, switched.account, JSON.stringify(switched.parameters));
      cacheFault(switched);
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

/**
 * Reads what a switch applies to: an address, every account of a domain (`@example.com`), or every
 * account (`*`).
 *
 * @returns undefined for any other text
 */
export function parseAccountPattern(text: string): string | undefined {
  const account = text.trim().toLowerCase();
  const isDomain = account.startsWith('@') && isAddress(`anybody${account}`);
  return account === '*' || isDomain || isAddress(account) ? account : undefined;
}

function toSwitchedFault(row: Record<string, unknown>): SwitchedFault {
  return {
    fault: String(row['fault']),
    account: String(row['account']),
    parameters: JSON.parse(String(row['parameters'])),
  };
}
