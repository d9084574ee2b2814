import type fc from 'fast-check';
import { SALES, SUPPORT } from '../harness.ts';
import { ACTIONS, endOf } from './actions.ts';
import { FATES } from './fates.ts';
import { PROCESSES, type Script } from './script.ts';
import type { Table } from './station.ts';

/** Everything at once, in the order in which the scheduler lets it happen. */
export async function play(scheduler: fc.Scheduler, table: Table, script: Script): Promise<void> {
  const { world } = table.shared;
  world.calm = false;
  const hands = script.hands.map(async (work, nth) => {
    for (const { action, sales } of work) {
      await world.turn(`p${nth % PROCESSES}: ${action}`);
      // The second mailbox is the witness: its owner never ends it.
      const ends = action === 'disconnect' || action === 'connect';
      const hand = table.stations[nth % PROCESSES]?.at(sales === 0 && !ends ? SALES : SUPPORT);
      if (hand) await endOf(hand, ACTIONS[action](hand));
    }
  });
  const takeCourse = async (): Promise<void> => {
    for (const { fate, nth, turns } of script.fates) {
      for (let turn = 0; turn < turns; turn++) await world.turn('time goes by');
      await world.turn(`p${nth}: ${fate}`);
      FATES[fate](table, nth);
    }
  };
  const course = takeCourse();
  await scheduler.waitIdle();
  await Promise.all([...hands, course]);
  world.calm = true;
}
