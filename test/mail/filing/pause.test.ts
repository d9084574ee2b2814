import { describe, expect, test } from '@jest/globals';
import { orgError } from '../fake-org.ts';
import { createFiling, type Filing, INTAKE, MINUTE } from './harness.ts';

const ORG_CODES = [
  'org_login_refused',
  'org_refused',
  'org_limit_reached',
  'org_storage_full',
  'org_fields_missing',
  'org_secret_lost',
  'org_unknown',
] as const;

const paused = async (): Promise<Filing> => {
  const world = await createFiling();
  world.org.refuseAll = orgError('org_refused');
  for (const id of ['m1', 'm2', 'm3']) await world.receive({ id });
  await world.file();
  return world;
};

test.each(ORG_CODES)(
  '%s pauses the org: one event, one written entry, nothing held',
  async (code) => {
    const world = await createFiling();
    world.org.refuseAll = orgError(code);
    for (const id of ['m1', 'm2', 'm3']) await world.receive({ id });
    const { nextAt, foundLeft } = await world.file();
    expect(foundLeft).toBe(3);
    expect(nextAt?.getTime()).toBeGreaterThanOrEqual(world.now().getTime() + MINUTE);
    expect(world.org.calls).toHaveLength(1);
    expect(world.entry('m1')).toMatchObject({ state: 'found', failure: { code } });
    expect(world.entry('m2').failure).toBeNull();
    expect(world.store.events).toMatchObject([
      { kind: 'org_paused', address: 'org1', connectionId: null, failure: { code } },
    ]);
  },
);

describe('While an org is paused', () => {
  test('nothing is tried and nothing written before the canary', async () => {
    const world = await paused();
    world.wait(30_000);
    const { nextAt, foundLeft } = await world.file();
    expect(foundLeft).toBe(3);
    expect(nextAt).toEqual((await world.file()).nextAt);
    expect(world.org.calls).toHaveLength(1);
    expect(world.store.counts()).toEqual({});
  });

  test('mail of other mailboxes of the org waits too', async () => {
    const world = await paused();
    await world.receive({ id: 'm9', connectionId: 'c2' });
    await world.file({ intake: { ...INTAKE, connectionId: 'c2' } });
    expect(world.org.calls).toHaveLength(1);
    expect(world.kinds()).toEqual(['org_paused']);
  });

  test('one canary a minute is tried, by all processes together', async () => {
    const world = await paused();
    world.wait(MINUTE);
    await world.file();
    await world.file();
    expect(world.org.calls).toHaveLength(2);
    world.wait(MINUTE);
    await world.file();
    expect(world.org.calls).toHaveLength(3);
    expect(world.kinds()).toEqual(['org_paused']);
  });

  test('of two that see the moment of the canary, one tries', async () => {
    const world = await paused();
    world.wait(MINUTE);
    await Promise.all([world.file(), world.file()]);
    expect(world.org.calls).toHaveLength(2);
  });

  test('a filed canary ends it, and everybody else follows', async () => {
    const world = await paused();
    world.org.refuseAll = null;
    world.wait(MINUTE);
    const { foundLeft, nextAt } = await world.file();
    expect([foundLeft, nextAt]).toEqual([0, null]);
    expect(world.org.emails.size).toBe(3);
    expect(world.kinds()).toEqual(['org_paused', 'org_resumed']);
    expect((await world.store.readOrgPause('org1'))?.value.endedAt).toEqual(world.now());
  });

  test('a canary that is skipped says nothing of the org, so the next mail is tried', async () => {
    const world = await paused();
    const raw = world.mails.get('m1');
    if (!raw) throw new Error('It was not received');
    world.mails.set('m1', { ...raw, labelIds: ['SPAM'] });
    world.org.refuseAll = null;
    world.wait(11 * MINUTE);
    await world.file();
    expect(world.entry('m1').skipped).toBe('spam');
    expect([world.entry('m2').state, world.entry('m3').state]).toEqual(['filed', 'filed']);
  });

  test('a canary that Gmail does not give out says nothing of the org, so the next mail is tried', async () => {
    const world = await paused();
    world.mails.delete('m1');
    world.org.refuseAll = null;
    world.wait(MINUTE);
    await world.file();
    expect(world.entry('m1')).toMatchObject({ state: 'found', failure: { code: 'message_gone' } });
    expect([world.entry('m2').state, world.entry('m3').state]).toEqual(['filed', 'filed']);
  });

  test('a canary that fails for a reason of its own ends nothing', async () => {
    const world = await paused();
    world.org.refuseAll = null;
    world.org.rule = () => orgError('record_refused');
    world.wait(MINUTE);
    await world.file();
    expect(world.entry('m1').state).toBe('held');
    expect(world.entry('m2').failure).toBeNull();
    expect((await world.store.readOrgPause('org1'))?.value.endedAt).toBeNull();
  });

  test('another cause takes the place of the first one, without an event', async () => {
    const world = await paused();
    world.org.refuseAll = orgError('org_limit_reached');
    world.wait(MINUTE);
    await world.file();
    expect((await world.store.readOrgPause('org1'))?.value.code).toBe('org_limit_reached');
    expect(world.kinds()).toEqual(['org_paused']);
  });
});

test('A pause that another process wrote is seen ten seconds later at most', async () => {
  const world = await createFiling();
  await world.receive({ id: 'm1' });
  await world.file();
  await world.store.writeOrgPause(
    {
      orgId: 'org1',
      code: 'org_refused',
      upstream: null,
      since: world.now(),
      canaryAt: new Date(world.now().getTime() + MINUTE),
      endedAt: null,
    },
    null,
  );
  world.wait(10_000);
  await world.receive({ id: 'm2' });
  await world.file();
  expect(world.entry('m2').state).toBe('found');
  expect(world.org.emails.size).toBe(1);
});
