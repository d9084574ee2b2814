import type { DatabaseSync } from 'node:sqlite';
import { type FaultParameters, findFault, parseParameters } from '../faults/parameters.ts';

export type SwitchedFault = { readonly fault: string; readonly parameters: FaultParameters };

export type Faults = {
  list(): readonly SwitchedFault[];
  /** False: there is no such fault, or these are no parameters of it. */
  switchOn(fault: string, parameters: unknown): boolean;
  switchOff(fault: string): void;
  clear(): void;
  /** The parameters of a fault that is on. */
  find(fault: string): FaultParameters | undefined;
  /** As `find`, and counts it: one that is on for so many times ends with the last of them. */
  take(fault: string): FaultParameters | undefined;
};

/** Opens the switches. They are kept in memory too: each call looks up many, and hardly any is on. */
export function openFaults(database: DatabaseSync): Faults {
  const insert = database.prepare('INSERT OR REPLACE INTO faults VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM faults WHERE fault = ?');
  const removeAll = database.prepare('DELETE FROM faults');
  const stored = database.prepare('SELECT * FROM faults').all();
  const on = new Map<string, FaultParameters>(
    stored.map((row) => [String(row['fault']), JSON.parse(String(row['parameters']))]),
  );
  const put = (fault: string, parameters: FaultParameters) => {
    insert.run(fault, JSON.stringify(parameters));
    on.set(fault, parameters);
  };
  const switchOff = (fault: string) => {
    remove.run(fault);
    on.delete(fault);
  };
  return {
    list: () => [...on].map(([fault, parameters]) => ({ fault, parameters })),
    switchOn(fault, submitted) {
      const entry = findFault(fault);
      const parameters = entry && parseParameters(entry, submitted);
      if (parameters) put(fault, parameters);
      return parameters !== undefined;
    },
    switchOff,
    clear() {
      removeAll.run();
      on.clear();
    },
    find: (fault) => on.get(fault),
    take(fault) {
      const parameters = on.get(fault);
      const times = Number(parameters?.['times'] ?? 0);
      if (times === 1) switchOff(fault);
      else if (parameters && times > 1) put(fault, { ...parameters, times: times - 1 });
      return parameters;
    },
  };
}
