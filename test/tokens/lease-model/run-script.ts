import type fc from 'fast-check';
import { SALES, SUPPORT } from '../harness.ts';
import { ACTIONS, endOf } from './actions.ts';
import { FAULTS } from './faults.ts';
import type { Setup } from './hosts.ts';
import { PROCESSES, type Script } from './script.ts';

/** Runs all workers and the faults concurrently, in the order in which the scheduler picks their turns. */
export async function runScript(
  scheduler: fc.Scheduler,
  setup: Setup,
  script: Script,
): Promise<void> {
  const { simulation } = setup.shared;
  simulation.interleaves = true;
  const workers = script.workers.map(async (work, nth) => {
    for (const { action, draw } of work) {
      await simulation.turn(`p${nth % PROCESSES}: ${action}`);
      // The second mailbox is the canary: nobody disconnects or reconnects it.
      const changesGrant = action === 'disconnect' || action === 'connect';
      const mailbox = draw === 0 && !changesGrant ? SALES : SUPPORT;
      const worker = setup.hosts[nth % PROCESSES]?.workerFor(mailbox);
      if (worker) await endOf(worker, ACTIONS[action](worker));
    }
  });
  const causeFaults = async (): Promise<void> => {
    for (const { fault, nth, turns } of script.faults) {
      for (let turn = 0; turn < turns; turn++) await simulation.turn('no fault yet');
      await simulation.turn(`p${nth}: ${fault}`);
      FAULTS[fault](setup, nth);
    }
  };
  const faults = causeFaults();
  await scheduler.waitIdle();
  await Promise.all([...workers, faults]);
  simulation.interleaves = false;
}
