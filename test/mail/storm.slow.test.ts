import { expect, test } from '@jest/globals';
import { startCloud } from '../support/cloud/cloud-for-processes.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { runCommand } from '../support/command.ts';
import { memoryDirectory } from '../support/temporary-directory.ts';
import { runStorm } from './storm/run-storm.ts';

const directory = memoryDirectory();

describeWithFirestore('a storm of mail over one cloud state', (firestore) => {
  test('ends with all mail on its case once', async () => {
    const cloud = await startCloud(firestore);
    const environment = cloud.environment('sealed-firestore');
    await runCommand(['keys', 'init'], environment);
    const seed = Number(process.env['STORM_SEED'] ?? 7);
    const wrong = await runStorm({
      ...{ seed, directory, environment },
      mailboxes: 20,
      mails: Number(process.env['STORM_MAILS'] ?? 2000),
      rounds: Number(process.env['STORM_ROUNDS'] ?? 20),
      workers: 3,
      largest: 300_000,
    });
    expect({ STORM_SEED: seed, wrong }).toEqual({ STORM_SEED: seed, wrong: [] });
  }, 1_800_000);
});
