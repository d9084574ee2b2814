/**
 * A model of several processes that refresh the same mailboxes. It runs the real library over a store, a
 * vault and a Google in memory, and varies what production varies:
 * - three processes with skewed clocks, which may die at any time, run up to five workers;
 * - fast-check's scheduler decides the order in which calls arrive and are answered;
 * - a call may be refused, lose its answer, or arrive late, after its caller gave up or died;
 * - time passes, the owner revokes or disconnects, Google is unavailable or refuses everybody.
 *
 * `history.ts` holds what really happened. The invariants are checked at every write
 * (`write-invariants.ts`, `status-invariants.ts`), at every refresh that is sent to Google
 * (`refresh-invariants.ts`), at every destroyed grant (`watched-ports.ts`), at every returned token
 * (`actions.ts`), and at the end, when all faults are over (`check-outcome.ts`).
 */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkOutcome } from './check-outcome.ts';
import type { History } from './history.ts';
import { runScript } from './run-script.ts';
import { scriptArbitrary } from './script.ts';
import { createSetup } from './setup.ts';

/** A run takes some milliseconds. A failure prints the seed that reproduces it. */
const RUNS = 2000;

/** What the runs reached, to prove that they test something. */
const reached = { active: 0, needs_reconnect: 0, disconnected: 0, refreshed: 0, takenOver: 0 };

function count({ leases, statusInTrail }: History): void {
  for (const status of statusInTrail.values()) reached[status] += 1;
  for (const { refresh, end } of leases.values()) {
    if (refresh !== 'not sent') reached.refreshed += 1;
    if (end === 'taken over') reached.takenOver += 1;
  }
}

test('the lease protocol holds whatever the order of calls, deaths and clock skews', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), scriptArbitrary, async (scheduler, script) => {
      const setup = await createSetup(scheduler, script);
      await runScript(scheduler, setup, script);
      await checkOutcome(setup);
      expect(setup.shared.history.violations).toEqual([]);
      count(setup.shared.history);
    }),
    { numRuns: RUNS },
  );
  expect(reached.active).toBeGreaterThan(RUNS);
  expect(reached.needs_reconnect).toBeGreaterThan(RUNS / 10);
  expect(reached.disconnected).toBeGreaterThan(RUNS / 20);
  expect(reached.refreshed).toBeGreaterThan(5 * RUNS);
  expect(reached.takenOver).toBeGreaterThan(RUNS / 10);
}, 120_000);
