import type { DatabaseSync } from 'node:sqlite';

/** One row of the request counters. `account` is an address, or `unknown`. */
type Count = { endpoint: string; account: string; requests: number };

export type Counts = {
  /** Counts a request, or so many units, and returns the count with it. */
  add(endpoint: string, account: string | undefined, units?: number): number;
  list(): Count[];
};

/** Counts requests by endpoint and account, so that a test can assert "exactly one refresh". */
export function openCounts(database: DatabaseSync): Counts {
  const add = database.prepare(
    `INSERT INTO counts VALUES (?, ?, ?)
     ON CONFLICT (endpoint, account) DO UPDATE SET requests = requests + excluded.requests
     RETURNING requests`,
  );
  const select = database.prepare('SELECT * FROM counts ORDER BY account, endpoint');
  return {
    add: (endpoint, account, units = 1) =>
      Number(add.get(endpoint, account ?? 'unknown', units)?.['requests']),
    list: () =>
      select.all().map((row) => ({
        endpoint: String(row['endpoint']),
        account: String(row['account']),
        requests: Number(row['requests']),
      })),
  };
}
