import { afterEach } from '@jest/globals';
import type { State } from '../../shared/adapters/state.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { clockJumpSuite } from './clock-jump.ts';
import { openHarness } from './harness.ts';

describeWithFirestore('after a clock was far ahead for a minute, over Firestore', (firestore) => {
  let cloud: FaultyCloud;
  afterEach(() => cloud.close());

  clockJumpSuite(async () => {
    cloud = await openFaultyCloud(firestore);
    let state: State | null = null;
    return openHarness(({ clock }) => {
      state ??= cloud.another({ clock, grantVaults: ['sealed-firestore'] });
      // `cloud` closes it, since another instance uses it as well.
      return { ...state, close: async () => undefined };
    });
  });
});
