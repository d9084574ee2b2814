import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Ledger } from './ledger.ts';
import { play } from './play.ts';
import { scriptArbitrary } from './script.ts';
import { settle } from './settle.ts';
import { setTable } from './table.ts';

/** A run takes some milliseconds. A failure prints the seed that makes it again. */
const RUNS = 2000;

/** That the runs were about something. */
const seen = { active: 0, needs_reconnect: 0, disconnected: 0, asked: 0, outlived: 0 };

function count({ leases, told }: Ledger): void {
  for (const status of told.values()) seen[status] += 1;
  for (const { asked, end } of leases.values()) {
    if (asked !== 'not yet') seen.asked += 1;
    if (end === 'taken over') seen.outlived += 1;
  }
}

test('no interleaving of processes, deaths and clocks breaks the lease protocol', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), scriptArbitrary, async (scheduler, script) => {
      const table = await setTable(scheduler, script);
      await play(scheduler, table, script);
      await settle(table);
      expect(table.shared.ledger.violations).toEqual([]);
      count(table.shared.ledger);
    }),
    { numRuns: RUNS },
  );
  expect(seen.active).toBeGreaterThan(RUNS);
  expect(seen.needs_reconnect).toBeGreaterThan(RUNS / 10);
  expect(seen.disconnected).toBeGreaterThan(RUNS / 20);
  expect(seen.asked).toBeGreaterThan(5 * RUNS);
  expect(seen.outlived).toBeGreaterThan(RUNS / 10);
}, 120_000);
