import { describe, expect, test } from '@jest/globals';
import { diagnoseConnection, diagnoseEvent } from '../../shared/diagnosis/index.ts';
import type { Connection } from '../../shared/tokens/index.ts';
import { connectPurpose, runMinutes, SALES, SUPPORT, storedIn, useHarness } from './harness.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const HALF_A_YEAR = 180 * 24 * 3600 - 1;
/** What Google answers to a dead refresh token; the fake one answers no more than the code. */
const REFUSED = {
  service: 'google',
  endpoint: 'token',
  status: 400,
  error: 'invalid_grant',
  subtype: null,
  description: 'Token has been expired or revoked.',
} as const;
const { harness, instance } = useHarness();

const connectFor = (limitSeconds: number): Promise<Connection> =>
  harness.connect(instance, SUPPORT, { consent: { limitSeconds } });
const endings = async (connectionId: string) => {
  const events = await instance.ports.store.listEvents({ connectionId, limit: 99 });
  return events.filter(({ kind }) => kind === 'grant_ending');
};
/** Uses the mailbox every six hours for so many days. */
async function useFor(id: string, days: number): Promise<void> {
  for (let hour = 0; hour < days * 24; hour += 6) {
    await instance.tokens.accessTokenFor(id);
    harness.clock.advance(6 * HOUR);
  }
}

describe('the end of a grant', () => {
  test('is stored with the connection', async () => {
    const at = new Date(harness.clock.now().getTime() + HALF_A_YEAR * 1000);
    const connection = await connectFor(HALF_A_YEAR);
    expect(await storedIn(instance, connection.id)).toEqual(connection);
    expect(connection.grantEnd).toEqual({ at, isAnnounced: false });
  });

  test('is null when access is ongoing, and after a new consent that is', async () => {
    const { id } = await harness.connect(instance, SUPPORT);
    expect((await storedIn(instance, id)).grantEnd).toBeNull();
    await harness.connect(instance, SUPPORT, {
      purpose: connectPurpose({ kind: 'connect', profile: 'send' }),
      consent: { limitSeconds: 3600 },
    });
    expect((await storedIn(instance, id)).grantEnd).not.toBeNull();
    const purpose = connectPurpose({ kind: 'connect', connectionId: id });
    await harness.connect(instance, SUPPORT, { purpose });
    expect(harness.google.asked.at(-1)?.consent).toBe('force');
    expect((await storedIn(instance, id)).grantEnd).toBeNull();
  });

  test('stays when a refresh says nothing, or an end that differs by less than an hour', async () => {
    const { id, grantEnd } = await connectFor(HALF_A_YEAR);
    harness.clock.advance(DAY);
    await instance.tokens.accessTokenFor(id);
    expect((await storedIn(instance, id)).grantEnd).toEqual(grantEnd);
    harness.google.sayGrantExpiresIn(HALF_A_YEAR - 23.5 * 3600);
    await instance.tokens.refreshOne(id);
    expect((await storedIn(instance, id)).grantEnd).toEqual(grantEnd);
  });

  test('moves when a refresh says a different one, and is learnt from a refresh', async () => {
    const { id } = await harness.connect(instance, SUPPORT);
    for (const seconds of [HALF_A_YEAR, 30 * 24 * 3600]) {
      harness.google.sayGrantExpiresIn(seconds);
      await instance.tokens.refreshOne(id);
      const { grantEnd } = await storedIn(instance, id);
      const left = (grantEnd?.at.getTime() ?? 0) - harness.clock.now().getTime();
      expect(left / 1000).toBeCloseTo(seconds, -2);
    }
  });

  test('is gone after a disconnect', async () => {
    const { id } = await connectFor(HALF_A_YEAR);
    await instance.tokens.disconnect(id, null);
    expect((await storedIn(instance, id)).grantEnd).toBeNull();
  });
});

describe('the announcement of the end', () => {
  test('is made once, a week before it, and notified', async () => {
    const { id, grantEnd } = await connectFor(30 * 24 * 3600);
    await useFor(id, 22.9);
    expect(await endings(id)).toEqual([]);
    await useFor(id, 3);
    const restarted = harness.start();
    await restarted.tokens.refreshOne(id);
    const [event, ...more] = await endings(id);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ grantEndsAt: grantEnd?.at, failure: null, by: null });
    expect(event?.notification.dueAt).toEqual(event?.at);
    const before = (grantEnd?.at.getTime() ?? 0) - (event?.at.getTime() ?? 0);
    expect(before).toBeLessThanOrEqual(7 * DAY);
    expect(before).toBeGreaterThan(7 * DAY - 12 * HOUR);
  });

  test('is made of a short life when a third of it is left', async () => {
    const { id } = await connectFor(3 * 24 * 3600);
    await useFor(id, 1.7);
    expect(await endings(id)).toHaveLength(0);
    await useFor(id, 0.5);
    expect(await endings(id)).toHaveLength(1);
  });

  test('is made of an idle mailbox by the scheduled refresh', async () => {
    const { id, grantEnd } = await connectFor(60 * 24 * 3600);
    for (let day = 0; day < 53; day++) {
      await runMinutes(harness, instance, 1);
      harness.clock.advance(DAY);
    }
    await runMinutes(harness, instance, 2);
    const [event] = await endings(id);
    expect(event?.grantEndsAt).toEqual(grantEnd?.at);
  });

  test('is made by a probe', async () => {
    const { id } = await connectFor(30 * 24 * 3600);
    harness.clock.advance(24 * DAY);
    const at = harness.clock.now();
    const probe = { at, latencyMs: 1, labels: [], labelCount: 0, failure: null };
    await instance.tokens.recordProbe(id, probe);
    expect(await endings(id)).toHaveLength(1);
    expect((await storedIn(instance, id)).grantEnd?.isAnnounced).toBe(true);
  });

  test('is made for each new end, and not after the end', async () => {
    const { id } = await connectFor(30 * 24 * 3600);
    harness.clock.advance(25 * DAY);
    await instance.tokens.accessTokenFor(id);
    await connectFor(30 * 24 * 3600);
    harness.clock.advance(25 * DAY);
    await instance.tokens.accessTokenFor(id);
    expect(await endings(id)).toHaveLength(2);
    await connectFor(24 * 3600);
    harness.clock.advance(2 * DAY);
    await instance.tokens.refreshOne(id);
    expect(await endings(id)).toHaveLength(2);
  });

  test('waits for the next write when the mailbox recovers in this one', async () => {
    const { id } = await connectFor(30 * 24 * 3600);
    const { store } = instance.ports;
    const found = await store.readConnection(id);
    if (!found) throw new Error('gone');
    await store.writeConnection({ ...found.value, status: 'needs_reconnect' }, found.revision);
    harness.clock.advance(25 * DAY);
    await instance.tokens.refreshOne(id);
    expect(await endings(id)).toHaveLength(0);
    await instance.tokens.refreshOne(id);
    expect(await endings(id)).toHaveLength(1);
  });
});

test.each([
  ['half a year', HALF_A_YEAR, 'access_time_limited'],
  ['the week of an app in Testing', 604_799, 'testing_seven_days'],
])('a grant that was refused after %s has that cause', async (_, seconds, cause) => {
  const { id } = await connectFor(seconds);
  const canary = await harness.connect(instance, SALES);
  harness.clock.advance(seconds * 1000);
  harness.google.kill(SUPPORT);
  await instance.tokens.refreshOne(canary.id);
  await instance.tokens.refreshOne(id);
  await runMinutes(harness, instance, 9);
  const stored = await storedIn(instance, id);
  expect(stored.status).toBe('needs_reconnect');
  if (!stored.failure) throw new Error('not refused');
  const failure = { ...stored.failure, upstream: REFUSED };
  expect(diagnoseConnection({ ...stored, failure })?.cause).toBe(cause);
  const [event] = await instance.ports.store.listEvents({ connectionId: id, limit: 1 });
  expect(event && diagnoseEvent({ ...event, failure })?.cause).toBe(cause);
});
