import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { State } from '../../shared/adapters/state.ts';
import { type Cloud, expireLease, startCloud } from '../support/cloud/cloud-for-processes.ts';
import { openCloud } from '../support/cloud/cloud-state.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { type Ended, factsOf, runCommand, startCommand } from '../support/command.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { seededRandom } from '../tokens/failing-ports.ts';
import { lostAmong, refreshTokenOf, storeMailboxes } from './mailboxes.ts';

/** Fewer steps, moves and checks together, than the 50 that run without a pause. */
const COUNT = 24;
/** Each comes after a random number of calls, so few that all deaths together leave work to do. */
const DEATHS = 4;
/** The client of the emulated Google, as the commands name it. */
const CLIENT = 'emulated-client.apps.googleusercontent.com at emulated google';
const BOTH = ['sealed-firestore', 'secret-manager'] as const;

const DATA_DIR = temporaryDirectory();

test('explains that there is nothing to move with local state', async () => {
  const spoken = await runCommand(['vault', 'migrate'], { DATA_DIR });
  expect(spoken.code).toBe(1);
  expect(spoken.stdout).toBe('');
  expect(spoken.stderr).toContain('STATE must be cloud: on one machine there is one vault');
  expect(spoken.stderr).toContain('docs/troubleshooting.md, under configuration_invalid');
  const asJson = await runCommand(['vault', 'status', '--json'], { DATA_DIR });
  expect(asJson).toMatchObject({ code: 1, stderr: '' });
  expect(factsOf(asJson)).toMatchObject({ error: { code: 'configuration_invalid' } });
});

test.each([[[]], [['move']], [['migrate', 'now']], [['migrate', '--fast']]])(
  'shows its usage with %j',
  async (args) => {
    const { code, stdout, stderr } = await runCommand(['vault', ...args], {});
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: npm run vault -- VERB');
    if (args.length > 0) expect(stderr).toContain(`Not understood: ${args.join(' ')}`);
  },
);

test('succeeds with --help', async () => {
  const { code, stdout } = await runCommand(['vault', '--help'], {});
  expect(code).toBe(0);
  expect(stdout).toContain('GRANT_VAULTS');
});

describeWithFirestore('npm run vault, over the cloud', (firestore) => {
  let cloud: Cloud;
  let state: State;
  let ids: readonly string[];
  const outputs: Ended[] = [];

  beforeAll(async () => {
    cloud = await startCloud(firestore, CLIENT);
    state = openCloud({ ...cloud.place, grantVaults: ['secret-manager', 'sealed-firestore'] });
    await state.keys.create();
    ids = await storeMailboxes(state, COUNT);
    // Most grants are old. What a death leaves of a young one is kept until it is an hour old.
    ageVersions(cloud);
  });
  afterAll(() => state.close());

  const callsSoFar = (): number =>
    Object.values(cloud.secretManager.calls()).reduce((sum, calls) => sum + calls, 0);
  const status = async () => {
    const ended = await runCommand(['vault', 'status', '--json'], cloud.environment(...BOTH));
    return factsOf(ended);
  };

  test('ends with a proof after it was killed (SIGKILL) several times and run again', async () => {
    const seed = Date.now();
    const random = seededRandom(seed);
    for (let deaths = 0; deaths < DEATHS; deaths++) {
      const command = startCommand(['vault', 'migrate', '--json'], cloud.environment(...BOTH));
      const killAt = callsSoFar() + 2 + random() * 16;
      const timer = setInterval(() => callsSoFar() >= killAt && command.kill(), 1);
      outputs.push(await command.ended);
      clearInterval(timer);
      expect({ seed, code: outputs.at(-1)?.code }).toEqual({ seed, code: null });
      // Calls that the killed process sent still arrive. Nothing shows which is the last, so time must pass.
      await new Promise((wake) => setTimeout(wake, 300));
      // Its leases expire, as they would after 45 seconds.
      await cloud.editConnections(expireLease);
    }
    const ended = await runCommand(['vault', 'migrate', '--json'], cloud.environment(...BOTH));
    outputs.push(ended);
    expect(ended.code).toBe(0);
    expect(factsOf(ended)).toMatchObject({ home: COUNT, left: 0, kept: 0, unreadable: 0 });
    expect(await status()).toEqual({
      home: COUNT,
      left: 0,
      unreadable: 0,
      kept: 0,
      others: ['secret-manager'],
    });
  }, 60_000);

  test('loses no grant, and does not need the old vault any more', async () => {
    const alone = openCloud({ ...cloud.place, grantVaults: ['sealed-firestore'] });
    expect(await lostAmong(alone, ids)).toEqual([]);
    await alone.close();
    const left = cloud.secretManager.secrets().map(({ id }) => id);
    expect(left).toEqual(['connector-keyring']);
  });

  test('moves nothing when it is run once more, and says what to do next', async () => {
    const ended = await runCommand(['vault', 'migrate'], cloud.environment(...BOTH));
    outputs.push(ended);
    expect(ended.code).toBe(0);
    expect(ended.stdout.trim().split('\n')).toEqual([
      '0 grants moved into sealed-firestore by this run.',
      `${COUNT} grants are in sealed-firestore.`,
      'Counted: nothing is left in secret-manager. Take it out of GRANT_VAULTS, and deploy.',
    ]);
    expect(ended.stderr).toContain('0 grants to move');
  });

  test('says that a needed vault is missing in the configuration, and changes nothing', async () => {
    const ended = await runCommand(['vault', 'status'], cloud.environment('secret-manager'));
    expect(ended.stdout).toContain(`${COUNT} connections have their grant elsewhere`);
    expect(ended.stdout).toContain('GRANT_VAULTS must name the other vault too');
    const moving = await runCommand(['vault', 'migrate'], cloud.environment('secret-manager'));
    expect(moving.code).toBe(1);
    expect(moving.stderr).toContain('GRANT_VAULTS must name the vault that holds grants/');
  });

  test('reports young versions and unreadable connections, which prevent the proof', async () => {
    await state.vault.put('somebody', { refreshToken: refreshTokenOf('somebody'), scopes: [] });
    const [id = ''] = ids;
    await cloud.firestore.collection('connections').doc(id).update({ document: '{}' });
    const ended = await runCommand(['vault', 'migrate'], cloud.environment(...BOTH));
    outputs.push(ended);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('1 connections could not be read');
    expect(ended.stdout).toContain('kept until it is an hour old');
    expect(ended.stdout).toContain('Run npm run vault -- migrate again.');
  });

  test('prints no secret', () => {
    const everything = outputs.map(({ stdout, stderr }) => stdout + stderr).join('\n');
    expect(everything).not.toContain('marked-');
  });
});

/** Makes every version in Secret Manager two hours older. */
function ageVersions({ secretManager }: Cloud): void {
  const dump = JSON.parse(secretManager.dump());
  for (const { versions } of dump.secrets) {
    for (const version of versions) version.createdAt -= 2 * 60 * 60 * 1000;
  }
  secretManager.restore(JSON.stringify(dump));
}
