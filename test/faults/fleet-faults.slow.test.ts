import { expect, jest, test } from '@jest/globals';
import { memoryDirectory } from '../support/temporary-directory.ts';
import { runStorm } from './fleet/run-storm.ts';

const directory = memoryDirectory();
/** One hour, for `FLEET_ROUNDS=100`. */
const TIMEOUT_MS = 60 * 60_000;

test(
  'every mailbox keeps working while workers are killed and Google and the store fail',
  async () => {
    const seed = Number(process.env['FLEET_SEED'] ?? jest.getSeed());
    const rounds = Number(process.env['FLEET_ROUNDS'] ?? 6);
    const environment = { DATA_DIR: directory };
    const wrong = await runStorm({ seed, rounds, environment, mailboxes: 80, workers: 3 });
    expect({ FLEET_SEED: seed, wrong }).toEqual({ FLEET_SEED: seed, wrong: [] });
  },
  TIMEOUT_MS,
);
