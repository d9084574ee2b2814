import { readdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { reseal, retireKeys, rotateKeys } from '../../commands/rotate-keys.ts';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import type { State } from '../../shared/adapters/state.ts';
import { systemIds } from '../../shared/runtime/system-ports.ts';
import { type SealedRecords, STALE_MS, withNewKey } from '../../shared/sealing/index.ts';
import { type Cloud, startCloud } from '../support/cloud/cloud-for-processes.ts';
import { openCloud } from '../support/cloud/cloud-state.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { secretManagerClient } from '../support/cloud/secret-manager/client.ts';
import { sampleAnswered } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { codeOf } from '../tokens/harness.ts';
import { createLeapingClock } from './leaping-clock.ts';
import { lostAmong, storeMailboxes } from './mailboxes.ts';

const MAILBOXES = 8;
const CALLER_SECRET = { secret: 'marked-caller-secret' };
const ORG_SECRET = { kind: 'client_secret', clientSecret: 'marked-client-secret' } as const;
const ORG_TOKEN = {
  value: 'marked-org-token',
  instanceUrl: 'https://example.my.salesforce.com',
  expiresAt: new Date('2026-01-01T01:00:00Z'),
};
const root = temporaryDirectory();
let rounds = 0;
const opened: State[] = [];
afterAll(() => Promise.all(opened.map((state) => state.close())));

/** Opens the same state again with its own keyring, as another process does. */
type Open = (clock?: ReturnType<typeof createLeapingClock>) => State;

function openLocal(): Open {
  const directory = `${root}/${rounds++}`;
  return (clock = createLeapingClock()) => {
    const state = openLocalState({ directory, client: 'test' }, { clock, ids: systemIds });
    opened.push(state);
    return state;
  };
}

/** What a rotation works with; its clock does not really wait. */
function rotationOf(state: State, { wait = true, clock = createLeapingClock() } = {}) {
  const printed: string[] = [];
  return { printed, rotation: { state, clock, wait, print: (line: string) => printed.push(line) } };
}

const left = async ({ keys, sealed }: State): Promise<number> => {
  const { current } = await keys.load();
  const counts = await Promise.all(sealed.map((each) => each.countOthers(current)));
  return counts.reduce((sum, each) => sum + each, 0);
};

/**
 * What a rotation does to every kind of state.
 *
 * @param inVaults how many keys of a delegation and secrets of an organization are sealed in it: in the cloud none,
 *   they are in Secret Manager
 */
function rotationContract(open: () => Open, inVaults: readonly number[]): void {
  let again: Open;
  let state: State;
  let ids: readonly string[];
  let orgSecret: string;
  let callerSecret: string;

  beforeEach(async () => {
    again = open();
    state = again();
    await state.keys.create();
    ids = await storeMailboxes(state, MAILBOXES);
    await state.store.writeRequest(sampleAnswered(), null);
    await state.signingKeys.put('delegation-1', { privateKey: 'marked-key', keyId: null });
    orgSecret = await state.orgSecrets.put('org-1', ORG_SECRET);
    callerSecret = await state.callerSecrets.put('caller-1', CALLER_SECRET);
    await state.orgTokens.writeOrgToken('org-1', ORG_TOKEN);
  });

  test('every kind of record is resealed, which a count proves, and opens in every process', async () => {
    const running = again();
    await running.store.readConnection(ids[0] ?? '');
    const { rotation, printed } = rotationOf(again());
    const { current, records } = await rotateKeys(rotation);
    expect(records.map(({ kind, resealed }) => [kind, resealed])).toEqual([
      ['access tokens', MAILBOXES],
      ['authorization requests', 1],
      ['grants', MAILBOXES],
      ...inVaults.flatMap((sealed) => [
        ['signing keys', sealed],
        ['organization secrets', sealed],
        ['caller secrets', sealed],
      ]),
    ]);
    expect(records.every((each) => each.left + each.unreadable === 0)).toBe(true);
    expect(printed.some((line) => line.startsWith('Waiting until'))).toBe(true);
    expect((await state.keys.load()).current).toBe(current);
    expect(await lostAmong(running, ids)).toEqual([]);
    expect((await running.store.readRequest('request-1'))?.value.stage).toBe('answered');
    const token = (await running.store.readConnection(ids[1] ?? ''))?.value.accessToken?.value;
    expect(token).toBe(`marked-access-token-of-${ids[1]}`);
    expect(await running.orgSecrets.get(orgSecret)).toEqual(ORG_SECRET);
    expect(await running.callerSecrets.get(callerSecret)).toEqual(CALLER_SECRET);
  });

  test('the token of an organization is not resealed, and counts as none once its key is gone', async () => {
    await rotateKeys(rotationOf(again()).rotation);
    expect(await again().orgTokens.readOrgToken('org-1')).toEqual(ORG_TOKEN);
    await retireKeys(rotationOf(again()).rotation);
    expect(await again().orgTokens.readOrgToken('org-1')).toBeNull();
    expect(await again().orgSecrets.get(orgSecret)).toEqual(ORG_SECRET);
    const { orgTokens } = again();
    await orgTokens.writeOrgToken('org-1', ORG_TOKEN);
    expect(await orgTokens.readOrgToken('org-1')).toEqual(ORG_TOKEN);
  });

  test('waits longer than keys stay in memory, and not with --no-wait', async () => {
    const slept: number[] = [];
    const clock = createLeapingClock((ms) => slept.push(ms));
    await rotateKeys(rotationOf(again(), { clock }).rotation);
    const total = slept.reduce((sum, ms) => sum + ms, 0);
    expect(total).toBeGreaterThan(STALE_MS);
    expect(total).toBeLessThanOrEqual(STALE_MS + 30_000);
    const { rotation, printed } = rotationOf(again(), { wait: false });
    await rotateKeys(rotation);
    expect(printed.join('\n')).not.toContain('Waiting');
  });

  test('the next reseal finds what an instance with the old keyring writes during a rotation', async () => {
    const running = again();
    await running.keyring.current();
    await rotateKeys(rotationOf(again(), { wait: false }).rotation);
    // It does not know the new key yet, and seals a grant with the old one.
    const version = await running.vault.put('late', { refreshToken: 'late', scopes: [] });
    expect(await left(state)).toBe(1);
    const impatient = rotationOf(again(), { wait: false }).rotation;
    expect(await codeOf(retireKeys(impatient))).toBe('keys_in_use');
    const { records } = await reseal(rotationOf(again()).rotation);
    expect(records.find(({ kind }) => kind === 'grants')).toMatchObject({ resealed: 1, left: 0 });
    expect(await retireKeys(rotationOf(again()).rotation)).toHaveLength(1);
    expect((await again().vault.get(version))?.refreshToken).toBe('late');
    expect(await lostAmong(again(), ids)).toEqual([]);
    expect(Object.keys((await state.keys.load()).keys)).toHaveLength(1);
  });

  test('reseal finishes an interrupted rotation', async () => {
    const dying = again();
    let budget = MAILBOXES / 2;
    const dyingRecords = (records: SealedRecords): SealedRecords => ({
      ...records,
      reseal: async (id) => {
        if (budget-- <= 0) throw new Error('the process is dead');
        await records.reseal(id);
      },
    });
    const dyingState = { ...dying, sealed: dying.sealed.map(dyingRecords) };
    await expect(rotateKeys(rotationOf(dyingState).rotation)).rejects.toThrow('dead');
    expect(await lostAmong(again(), ids)).toEqual([]);
    expect(await left(state)).toBeGreaterThan(MAILBOXES);
    await reseal(rotationOf(again()).rotation);
    expect(await left(state)).toBe(0);
    expect(await lostAmong(again(), ids)).toEqual([]);
  });

  test('two rotations at the same time both continue with the newest key, and lose nothing', async () => {
    const outcomes = await Promise.allSettled([
      rotateKeys(rotationOf(again()).rotation),
      rotateKeys(rotationOf(again()).rotation),
    ]);
    const { current } = await state.keys.load();
    const done = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(done.length).toBeGreaterThan(0);
    await reseal(rotationOf(again()).rotation);
    expect(await left(state)).toBe(0);
    expect(done.at(-1)?.current).toBe(current);
    expect(await lostAmong(again(), ids)).toEqual([]);
  });

  test('uses the key of another rotation that comes while it waits', async () => {
    const other = again();
    let meddled = false;
    const clock = createLeapingClock(async () => {
      if (meddled) return;
      meddled = true;
      await other.keys.change((set) => withNewKey(set, new Date()));
    });
    const { rotation, printed } = rotationOf(again(), { clock });
    const { current, records } = await rotateKeys(rotation);
    expect(current).toBe((await state.keys.load()).current);
    expect(records.every((each) => each.left === 0)).toBe(true);
    expect(printed.join('\n')).toContain('Somebody else rotated the keys meanwhile');
  });
}

describe('rotating the keys on one machine', () => {
  rotationContract(openLocal, [1]);

  test('retire removes the keys that an interrupted change left', async () => {
    const directory = `${root}/drafts`;
    const state = openLocalState(
      { directory, client: 'test' },
      { clock: createLeapingClock(), ids: systemIds },
    );
    opened.push(state);
    writeFileSync(`${directory}/keys.json.4711.0a1b2c3d`, '{}');
    writeFileSync(`${directory}/keys.json.backup`, '{}');
    await rotateKeys(rotationOf(state).rotation);
    await retireKeys(rotationOf(state).rotation);
    const files = readdirSync(directory).filter((name) => name.startsWith('keys.json'));
    expect(files.toSorted()).toEqual(['keys.json', 'keys.json.backup']);
  });
});

describeWithFirestore('rotating the keys in the cloud', (firestore) => {
  let cloud: Cloud;
  beforeEach(async () => {
    cloud = await startCloud(firestore);
  });
  const open: Open = (clock) => {
    const grantVaults = ['sealed-firestore'] as const;
    const state = openCloud({ ...cloud.place, grantVaults, ...(clock && { clock }) });
    opened.push(state);
    return state;
  };
  const versions = () => {
    const secrets = cloud.secretManager.secrets();
    const keyring = secrets.find(({ id }) => id === 'connector-keyring');
    return keyring?.versions.map(({ state }) => state) ?? [];
  };
  /** Adds a version, as a rotation does before it names the version. */
  const addUnnamed = async (): Promise<void> => {
    const client = secretManagerClient(cloud.secretManager.port, cloud.projectId);
    const parent = `projects/${cloud.projectId}/secrets/connector-keyring`;
    await client.addSecretVersion({ parent, payload: { data: Buffer.from('{}') } });
    await client.close();
  };

  describe('with the contract of a rotation', () => rotationContract(() => open, []));

  test('one of two first keys at the same time stays', async () => {
    const states = [open(), open(), open()];
    const created = await Promise.all(states.map(({ keys }) => keys.create()));
    expect(created.filter(Boolean)).toHaveLength(1);
    const currents = await Promise.all(states.map(async ({ keys }) => (await keys.load()).current));
    expect(new Set(currents).size).toBe(1);
    expect(versions().filter((state) => state === 'ENABLED')).toHaveLength(1);
  });

  test('retire destroys every older copy of the keys, but not one that is about to be named', async () => {
    const state = open();
    await state.keys.create();
    // Left by a rotation that died between adding its version and naming it.
    await addUnnamed();
    await rotateKeys(rotationOf(state).rotation);
    await retireKeys(rotationOf(open()).rotation);
    expect(versions()).toEqual(['DESTROYED', 'DESTROYED', 'DESTROYED', 'ENABLED']);
    await addUnnamed();
    expect(await retireKeys(rotationOf(open()).rotation)).toEqual([]);
    expect(versions().slice(-2)).toEqual(['ENABLED', 'ENABLED']);
    expect(Object.keys((await open().keys.load()).keys)).toHaveLength(1);
  });

  test('the next retire finishes one that died before it destroyed the copies', async () => {
    const state = open();
    await state.keys.create();
    await rotateKeys(rotationOf(state).rotation);
    cloud.secretManager.deny('ListSecretVersions');
    expect(await codeOf(retireKeys(rotationOf(open()).rotation))).toBe('permission_missing');
    cloud.secretManager.heal();
    await retireKeys(rotationOf(open()).rotation);
    expect(versions()).toEqual(['DESTROYED', 'DESTROYED', 'ENABLED']);
  });

  test('a clock that is ahead does not shorten the wait', async () => {
    const state = open();
    await state.keys.create();
    await rotateKeys(rotationOf(state, { wait: false }).rotation);
    const ahead = createLeapingClock();
    ahead.leap(60 * 60 * 1000);
    const { rotation, printed } = rotationOf(open(), { clock: ahead });
    await retireKeys(rotation);
    expect(printed.filter((line) => line.startsWith('Waiting')).length).toBeGreaterThan(9);
  });
});
