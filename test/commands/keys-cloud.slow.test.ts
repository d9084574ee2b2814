import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { State } from '../../shared/adapters/state.ts';
import { type Cloud, startCloud } from '../support/cloud/cloud-for-processes.ts';
import { openCloud } from '../support/cloud/cloud-state.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { type Ended, factsOf, runCommand, startCommand } from '../support/command.ts';
import { lostAmong, storeMailboxes } from './mailboxes.ts';

const COUNT = 40;
/** The client of the emulated Google, as the commands name it. */
const CLIENT = 'emulated-client.apps.googleusercontent.com at emulated google';

describeWithFirestore('npm run keys, over the cloud', (firestore) => {
  let cloud: Cloud;
  let state: State;
  let ids: readonly string[];
  const outputs: Ended[] = [];

  const keys = async (...args: string[]): Promise<Ended> => {
    const ended = await runCommand(['keys', ...args], cloud.environment('sealed-firestore'));
    outputs.push(ended);
    return ended;
  };

  beforeAll(async () => {
    cloud = await startCloud(firestore, CLIENT);
    state = openCloud({ ...cloud.place, grantVaults: ['sealed-firestore'] });
  });
  afterAll(() => state.close());

  test('every other verb says what to do before init', async () => {
    const { code, stderr } = await keys('list');
    expect(code).toBe(1);
    expect(stderr).toContain('npm run keys -- init');
    expect(stderr).toContain('resource: connector-keyring');
  });

  test('two processes that init at the same time make one keyring and print the same key', async () => {
    const both = await Promise.all([keys('init', '--json'), keys('init', '--json')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const facts = both.map(factsOf);
    expect(facts.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(facts.map(({ current }) => current)).size).toBe(1);
    ids = await storeMailboxes(state, COUNT);
  });

  test('names the role and the resource when a role is missing', async () => {
    cloud.secretManager.deny('AddSecretVersion');
    const { code, stderr } = await keys('rotate', '--no-wait');
    cloud.secretManager.heal();
    expect(code).toBe(1);
    expect(stderr).toContain('(permission_missing)');
    expect(stderr).toContain('role: roles/secretmanager.secretVersionAdder');
    expect(stderr).toContain(`resource: projects/${cloud.projectId}/secrets/connector-keyring`);
  });

  test('reseal finishes a rotation that was killed (SIGKILL)', async () => {
    const rotating = startCommand(
      ['keys', 'rotate', '--no-wait'],
      cloud.environment('sealed-firestore'),
    );
    await rotating.said('is new, and seals from now on');
    rotating.kill();
    expect((await rotating.ended).code).toBeNull();
    expect(await lostAmong(state, ids)).toEqual([]);
    expect(await othersLeft()).toBeGreaterThan(0);
    const finished = await keys('reseal', '--no-wait', '--json');
    expect(finished.code).toBe(0);
    expect(factsOf(finished)).toMatchObject({ left: 0 });
    expect(await lostAmong(state, ids)).toEqual([]);
  });

  test('retire destroys the old secret versions', async () => {
    expect((await keys('retire', '--no-wait')).code).toBe(0);
    const keyring = cloud.secretManager.secrets().find(({ id }) => id === 'connector-keyring');
    const states = keyring?.versions.map((version) => version.state) ?? [];
    expect(states.filter((each) => each !== 'DESTROYED')).toEqual(['ENABLED']);
    expect(states.at(-1)).toBe('ENABLED');
    const another = openCloud({ ...cloud.place, grantVaults: ['sealed-firestore'] });
    expect(await lostAmong(another, ids)).toEqual([]);
    await another.close();
  });

  test('prints no secret', () => {
    const everything = outputs.map(({ stdout, stderr }) => stdout + stderr).join('\n');
    expect(everything).not.toContain('marked-');
    expect(everything).not.toMatch(/[A-Za-z0-9+/]{43}=/);
  });

  const othersLeft = async (): Promise<number> => {
    const { current } = await state.keys.load();
    const counts = await Promise.all(state.sealed.map((each) => each.countOthers(current)));
    return counts.reduce((sum, each) => sum + each, 0);
  };
});
