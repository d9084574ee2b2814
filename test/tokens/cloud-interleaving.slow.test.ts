import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { State } from '../../shared/adapters/state.ts';
import type { GrantVaultName } from '../../shared/config/index.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { seededRandom } from './failing-ports.ts';
import { type OpenState, openHarness, SALES, SUPPORT } from './harness.ts';
import { expectConsistent, runSteps, type Step, stepArbitrary } from './interleaving.ts';

const ROUNDS = 10;
/** Opening Google's clients takes a tenth of a second, so later instances of a round reuse these. */
const MAX_OPENED = 3;
const VAULTS: GrantVaultName[] = ['secret-manager', 'sealed-firestore'];

/**
 * Interleaves the actions of the library over Firestore and Secret Manager, while one call in ten of the
 * store or the vault fails. A failure prints the seed that reproduces it.
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
      const nth = started++ % MAX_OPENED;
      const state = states[nth] ?? cloud.another({ clock, grantVaults: [vault] });
      states[nth] = state;
      // `cloud` closes it, since another instance may still use it.
      return { ...state, close: async () => undefined };
    };
  }

  const clearState = async (): Promise<void> => {
    await (await firestore.start()).clear(firestore.projectId);
    await cloud.state.keys.create();
  };

  test.each(VAULTS)(
    'keeps a healthy mailbox connected whatever the order of actions and failures (%s)',
    async (vault) => {
      const reached = { connected: 0, refreshes: 0 };
      const round = async (steps: Step[][], seed: number): Promise<void> => {
        await clearState();
        const harness = openHarness(openerOf(vault));
        await harness.connect(harness.start(), SUPPORT);
        await harness.connect(harness.start(), SALES);
        await runSteps(harness, steps, seededRandom(seed));
        reached.connected += await expectConsistent(harness, steps.flat());
        reached.refreshes += harness.google.calls.refresh;
      };
      const batch = fc.array(stepArbitrary, { minLength: 1, maxLength: 5 });
      const batches = fc.array(batch, { minLength: 4, maxLength: 10 });
      // Rounds are slow here, so fast-check does not shrink a failure; the seed is enough to repeat it.
      const options = { numRuns: ROUNDS, endOnFailure: true };
      await fc.assert(fc.asyncProperty(batches, fc.nat(), round), options);
      expect(reached.connected).toBeGreaterThan(0);
      expect(reached.refreshes).toBeGreaterThan(0);
    },
    60_000,
  );
});
