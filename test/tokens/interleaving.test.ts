import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { openDesk, SALES, SUPPORT } from './desk.ts';
import { coinOf } from './failing.ts';
import { expectSound, play, stepArbitrary } from './interleaving.ts';

const root = temporaryDirectory();
let rounds = 0;
/** That the rounds were about something. */
const seen = { connected: 0, refreshes: 0 };

test('whatever happens, in whatever order, a healthy mailbox stays connected and none is stuck', async () => {
  const batch = fc.array(stepArbitrary, { minLength: 1, maxLength: 5 });
  const batches = fc.array(batch, { minLength: 4, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(batches, fc.nat(), async (steps, seed) => {
      const desk = openDesk(`${root}/${rounds++}`);
      await desk.connect(desk.start(), SUPPORT);
      await desk.connect(desk.start(), SALES);
      await play(desk, steps, coinOf(seed));
      seen.connected += await expectSound(desk, steps.flat());
      seen.refreshes += desk.google.calls.refresh;
      desk.close();
    }),
    { numRuns: 150 },
  );
  expect(seen.connected).toBeGreaterThan(20);
  expect(seen.refreshes).toBeGreaterThan(100);
}, 120_000);
