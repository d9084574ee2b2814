import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrateGrants } from '../../commands/migrate-grants.ts';
import type { State } from '../../shared/adapters/state.ts';
import type { GrantVaultName } from '../../shared/config/index.ts';
import { systemIds } from '../../shared/runtime/system-ports.ts';
import { type Clock, createTokens, type Tokens } from '../../shared/tokens/index.ts';
import { type Cloud, startCloud } from '../support/cloud/cloud-for-processes.ts';
import { openCloud } from '../support/cloud/cloud-state.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { createFakeGoogle } from '../tokens/fake-google.ts';
import { createFakeServiceAccounts } from '../tokens/fake-service-accounts.ts';
import { createLeapingClock } from './leaping-clock.ts';
import { lostAmong, storeMailboxes } from './mailboxes.ts';

/** Fewer than the 50 steps that run without a pause. */
const COUNT = 20;
const HOUR = 60 * 60 * 1000;

describeWithFirestore('migrating grants over Firestore and Secret Manager', (firestore) => {
  let cloud: Cloud;
  let ids: readonly string[];
  const opened: State[] = [];

  const open = (...grantVaults: readonly GrantVaultName[]): State => {
    const state = openCloud({ ...cloud.place, grantVaults });
    opened.push(state);
    return state;
  };
  const migrate = async (state: State, clock = createLeapingClock()) => {
    const printed: string[] = [];
    const oauth = createFakeGoogle(clock);
    const serviceAccounts = createFakeServiceAccounts(clock);
    const ports = { ...state, oauth, serviceAccounts, clock, ids: systemIds };
    const print = (line: string) => printed.push(line);
    const done = await migrateGrants({ state, tokens: createTokens(ports), clock, print });
    return { done, printed, clock };
  };
  const versionsIn = async (state: State): Promise<number> => {
    const all = await Promise.all(ids.map((id) => state.vault.versions(id)));
    return all.flat().length;
  };

  beforeAll(async () => {
    cloud = await startCloud(firestore);
    const before = open('secret-manager');
    await before.keys.create();
    ids = await storeMailboxes(before, COUNT);
  });
  afterAll(() => Promise.all(opened.map((state) => state.close())));

  test('moves grants out of Secret Manager during refreshes, and reports the young secrets that it keeps', async () => {
    const state = open('sealed-firestore', 'secret-manager');
    const living = keepRefreshing(state, ids);
    const { done, printed } = await migrate(state);
    await living.stop();
    expect(living.codes()).toEqual([]);
    expect(living.count()).toBeGreaterThan(5);
    expect(done).toMatchObject({ moved: COUNT, home: COUNT, left: 0, unreadable: 0, stuck: [] });
    expect(printed[0]).toBe(`${COUNT} grants to move`);
    expect(await lostAmong(state, ids)).toEqual([]);
    // The destroyed versions are gone; now the empty secrets are deleted too.
    expect(done.kept).toBe(0);
    expect(cloud.secretManager.secrets().map(({ id }) => id)).toEqual(['connector-keyring']);
    expect(await versionsIn(state)).toBe(COUNT);
  });

  test('moves grants into Secret Manager when the quota is exhausted for a while', async () => {
    const state = open('secret-manager', 'sealed-firestore');
    const clock = createLeapingClock((ms) => {
      if (ms === 15_000) cloud.secretManager.heal();
    });
    cloud.secretManager.exhaustQuota();
    const { done, printed } = await migrate(state, clock);
    expect(done).toMatchObject({ home: COUNT, left: 0, kept: 0, unreadable: 0, stuck: [] });
    expect(printed.join('\n')).toContain('a quota is used up');
    expect(await lostAmong(state, ids)).toEqual([]);
    expect(await lostAmong(open('secret-manager'), ids)).toEqual([]);
  });

  test('keeps a young unreferenced version, and deletes its secret when it is old', async () => {
    await open('sealed-firestore').vault.put('somebody', { refreshToken: 'spare', scopes: [] });
    const state = open('secret-manager', 'sealed-firestore');
    expect((await migrate(state)).done).toMatchObject({ left: 0, kept: 1 });
    const later = createLeapingClock();
    later.leap(HOUR + 60_000);
    expect((await migrate(state, later)).done).toMatchObject({ left: 0, kept: 0 });
  });

  test('moves the others past a disabled grant and an unreadable connection, which prevent the proof', async () => {
    const [disabled = '', damaged = ''] = ids;
    const state = open('sealed-firestore', 'secret-manager');
    const damage = (id: string, document: unknown) =>
      cloud.firestore.collection('connections').doc(id).update({ document });
    const whole = (await cloud.firestore.collection('connections').doc(damaged).get()).get(
      'document',
    );
    await damage(damaged, '{}');
    switchVersions(cloud, disabled, 'DISABLED');
    const { done } = await migrate(state);
    expect(done.stuck).toEqual([{ connectionId: disabled, code: 'grant_disabled' }]);
    expect(done).toMatchObject({ moved: COUNT - 2, left: 1, unreadable: 1, kept: 2 });
    switchVersions(cloud, disabled, 'ENABLED');
    await damage(damaged, whole);
    expect((await migrate(state)).done).toMatchObject({
      moved: 2,
      left: 0,
      unreadable: 0,
      stuck: [],
    });
    expect(await lostAmong(state, ids)).toEqual([]);
  });
});

/** Another instance, which refreshes one mailbox after the other until it is stopped. */
function keepRefreshing(state: State, ids: readonly string[]) {
  const clock: Clock = {
    now: () => new Date(),
    // Sleeps shortly, so that the test does not wait for back-offs.
    sleep: (ms) => new Promise((wake) => setTimeout(wake, Math.min(ms, 20))),
  };
  const google = {
    ...createFakeGoogle(clock),
    refresh: async (refreshToken: string) => ({
      accessToken: `${refreshToken}-refreshed`,
      expiresInSeconds: 3599,
      refreshToken: null,
      scopes: [],
      idToken: null,
    }),
  };
  const tokens: Tokens = createTokens({
    ...state,
    oauth: google,
    serviceAccounts: createFakeServiceAccounts(clock),
    clock,
    ids: systemIds,
  });
  const kinds: string[] = [];
  let stopped = false;
  const work = (async () => {
    for (let n = 0; !stopped; n++) {
      kinds.push((await tokens.refreshOne(ids[n % ids.length] ?? '')).kind);
    }
  })();
  return {
    count: () => kinds.length,
    codes: () => kinds.filter((kind) => kind !== 'refreshed' && kind !== 'busy'),
    stop: async () => {
      stopped = true;
      await work;
    },
  };
}

/** Disables or enables every version of a mailbox's grant, as in the console. */
function switchVersions(
  { secretManager }: Cloud,
  connectionId: string,
  state: 'DISABLED' | 'ENABLED',
): void {
  const dump = JSON.parse(secretManager.dump());
  for (const { id, versions } of dump.secrets) {
    if (!id.endsWith(connectionId)) continue;
    for (const version of versions) if (version.state !== 'DESTROYED') version.state = state;
  }
  secretManager.restore(JSON.stringify(dump));
}
