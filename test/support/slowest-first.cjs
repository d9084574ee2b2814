// The slowest test files begin first, so that at the end of a run no processor waits for one long file. Jest
// orders by the durations of an earlier run, which a clean clone does not have.
const { join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

const SLOWEST = [
  'test/mail/storm.slow.test.ts',
  'test/browser/setup-page.test.ts',
  'test/pages/look.test.ts',
  'test/pages/look.slow.test.ts',
  'test/browser/setup-page.slow.test.ts',
  'test/build/bundles.slow.test.ts',
  'test/faults/callback-killed.slow.test.ts',
  'test/faults/cloud-callback-killed.slow.test.ts',
  'test/local/start.test.ts',
  'test/build/production.slow.test.ts',
  'test/adapters/cloud-contract.slow.test.ts',
  'test/flows/cloud.slow.test.ts',
  'test/flows/secrets.test.ts',
  'test/flows/functions-alone.test.ts',
  'test/tokens/cloud-interleaving.slow.test.ts',
  'test/faults/fleet-faults.slow.test.ts',
  'test/commands/keys-cloud.slow.test.ts',
  'test/structure.test.ts',
  'test/tokens/lease-model/lease-model.slow.test.ts',
  'test/commands/security-events.test.ts',
  'test/tokens/cloud-clock-jump.slow.test.ts',
  'test/flows/grant-end.slow.test.ts',
  'test/commands/vault.test.ts',
  'test/pages/script.test.ts',
  'test/terraform/alerts.test.ts',
];

/** The position in the list; a file that is not there comes after the list. */
function placeOf({ path, context }) {
  const place = SLOWEST.findIndex((name) => path === join(context.config.rootDir, name));
  return place < 0 ? SLOWEST.length : place;
}

module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    // A stable sort keeps Jest's order within the rest.
    return super.sort(tests).sort((one, other) => placeOf(one) - placeOf(other));
  }
};
