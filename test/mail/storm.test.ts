import { expect, test } from '@jest/globals';
import { memoryDirectory } from '../support/temporary-directory.ts';
import { runStorm } from './storm/run-storm.ts';

const directory = memoryDirectory();

test('all mail is on its case once, although workers are killed and Gmail, Salesforce and the store fail', async () => {
  const seed = Number(process.env['STORM_SEED'] ?? 7);
  const wrong = await runStorm({
    ...{ seed, directory },
    mailboxes: 6,
    mails: Number(process.env['STORM_MAILS'] ?? 160),
    rounds: Number(process.env['STORM_ROUNDS'] ?? 4),
    workers: 2,
    largest: 300_000,
  });
  expect({ STORM_SEED: seed, wrong }).toEqual({ STORM_SEED: seed, wrong: [] });
}, 300_000);
