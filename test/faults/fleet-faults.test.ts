import { expect, jest, test } from '@jest/globals';
import { memoryDirectory } from '../support/temporary-directory.ts';
import { weather } from './fleet/weather.ts';

const directory = memoryDirectory();
/** Of `FLEET_ROUNDS=100`, an hour. */
const LONGEST_MS = 60 * 60_000;

test(
  'workers are killed, Google is unwell and the store fails: every mailbox comes through',
  async () => {
    const seed = Number(process.env['FLEET_SEED'] ?? jest.getSeed());
    const rounds = Number(process.env['FLEET_ROUNDS'] ?? 6);
    const environment = { DATA_DIR: directory };
    const wrong = await weather({ seed, rounds, environment, mailboxes: 80, workers: 3 });
    expect({ FLEET_SEED: seed, wrong }).toEqual({ FLEET_SEED: seed, wrong: [] });
  },
  LONGEST_MS,
);
