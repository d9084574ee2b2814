import { expect, jest, test } from '@jest/globals';
import { startCloud } from '../support/cloud/cloud-for-processes.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { runCommand } from '../support/command.ts';
import { runStorm } from './fleet/run-storm.ts';

describeWithFirestore('a storm over one cloud state', (firestore) => {
  test('leaves every mailbox working', async () => {
    const cloud = await startCloud(firestore);
    const environment = cloud.environment('sealed-firestore');
    await runCommand(['keys', 'init'], environment);
    const seed = Number(process.env['FLEET_SEED'] ?? jest.getSeed());
    const wrong = await runStorm({ seed, rounds: 3, environment, mailboxes: 24, workers: 2 });
    expect({ FLEET_SEED: seed, wrong }).toEqual({ FLEET_SEED: seed, wrong: [] });
  }, 300_000);
});
