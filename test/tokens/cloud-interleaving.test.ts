import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { State } from '../../shared/adapters/state.ts';
import type { GrantVaultName } from '../../shared/config/index.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { coinOf } from './failing.ts';
import { type OpenState, openHarness, SALES, SUPPORT } from './harness.ts';
import { expectSound, play, type Step, stepArbitrary } from './interleaving.ts';

const ROUNDS = 10;
/** Google's clients cost a tenth of a second to open: later instances of a round share them. */
const OPENED = 3;
const VAULTS: GrantVaultName[] = ['secret-manager', 'sealed-firestore'];

/**
 * The interleavings of the library over Firestore and Secret Manager, one call of a store or vault
 * in ten failing. A failure prints the seed that makes it again.
 */
describeWithFirestore('the tokens library in the cloud', (firestore) => {
  let cloud: FaultyCloud;

  beforeEach(async () => {
    cloud = await openFaultyCloud(firestore);
  });
  afterEach(() => cloud.close());

  function openerOf(vault: GrantVaultName): OpenState {
    const states: State[] = [];
    let started = 0;
    return ({ clock }) => {
      const nth = started++ % OPENED;
      const state = states[nth] ?? cloud.another({ clock, grantVaults: [vault] });
      states[nth] = state;
      // Closed with the cloud: another instance may be using it.
      return { ...state, close: async () => undefined };
    };
  }

  const startAnew = async (): Promise<void> => {
    await (await firestore.start()).clear(firestore.projectId);
    await cloud.state.keys.create();
  };

  test.each(VAULTS)(
    'whatever happens, a healthy mailbox stays connected (%s)',
    async (vault) => {
      const seen = { connected: 0, refreshes: 0 };
      const round = async (steps: Step[][], seed: number): Promise<void> => {
        await startAnew();
        const harness = openHarness(openerOf(vault));
        await harness.connect(harness.start(), SUPPORT);
        await harness.connect(harness.start(), SALES);
        await play(harness, steps, coinOf(seed));
        seen.connected += await expectSound(harness, steps.flat());
        seen.refreshes += harness.google.calls.refresh;
      };
      const batch = fc.array(stepArbitrary, { minLength: 1, maxLength: 5 });
      const batches = fc.array(batch, { minLength: 4, maxLength: 10 });
      // Without looking for a smaller example: here a round is slow, and the seed says it all.
      const options = { numRuns: ROUNDS, endOnFailure: true };
      await fc.assert(fc.asyncProperty(batches, fc.nat(), round), options);
      expect(seen.connected).toBeGreaterThan(0);
      expect(seen.refreshes).toBeGreaterThan(0);
    },
    60_000,
  );
});
