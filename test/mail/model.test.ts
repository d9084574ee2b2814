import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Action, act, script } from './model-actions.ts';
import { wrongAtRest, wrongInOrg } from './model-checks.ts';
import type { Scene } from './model-process.ts';
import { beginModel, createModelWorld, settle } from './model-world.ts';

/** How many scripts are tried, each under an order of its own. */
const RUNS = Number(process.env['MAIL_MODEL_RUNS'] ?? 250);
/** A busy machine takes a tenth of a second for one; a failure is shrunk within the same time. */
const LONGEST_MS = 60_000 + 100 * RUNS;

/** Lets one process at a time go on, in the scheduler's order, when all others wait for their turn. */
async function play(scene: Scene, actions: readonly Action[]): Promise<void> {
  const { scheduler, broken, world } = scene;
  let running = actions.length;
  const all = actions.map((action) => act(scene, action).finally(() => (running -= 1)));
  const over = Promise.all(all);
  while (running > 0) {
    while (running > 0 && scheduler.count() < running) await setImmediate();
    if (running > 0) await scheduler.waitOne();
    broken.push(...wrongInOrg(world));
    if (broken.length > 0) break;
  }
  expect(broken).toEqual([]);
  await over;
}

test(
  'when processes die, calls fail, answers are lost and runs meet, every mail becomes one EmailMessage on the right case, or is skipped for a reason',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), script(24), async (scheduler, actions) => {
        const world = createModelWorld();
        await beginModel(world);
        await play({ world, scheduler, broken: [] }, actions);
        await settle(world);
        expect(wrongAtRest(world)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  },
  LONGEST_MS,
);
