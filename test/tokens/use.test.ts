import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from '../../shared/tokens/index.ts';
import { probeNextDay } from '../../shared/tokens/model/schedule.ts';
import { digestsIn, versionIn } from '../support/grant.ts';
import { authorize, connectPurpose, runMinutes, SUPPORT, storedIn, useHarness } from './harness.ts';

const { harness, instance } = useHarness();
let connection: Connection;
beforeEach(async () => {
  connection = await harness.connect(instance, SUPPORT);
});

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const stored = (): Promise<Connection> => storedIn(instance, connection.id);
const dueIn = async (): Promise<number> =>
  Number((await stored()).refreshDueAt) - harness.clock.now().getTime();

describe('a connection in use', () => {
  test('is refreshed ahead, every hour, for two days after its last use', async () => {
    for (let hour = 0; hour < 47; hour++) {
      harness.clock.advance(HOUR - 60_000);
      await runMinutes(harness, instance, 1);
    }
    expect(harness.google.calls.refresh).toBe(47);
    expect(await dueIn()).toBeLessThan(HOUR);
  });

  test('is refreshed rarely afterwards, but often enough that Google does not end its grant', async () => {
    harness.clock.advance(3 * DAY);
    await runMinutes(harness, instance, 1);
    expect(await dueIn()).toBeGreaterThan(24 * DAY);
    expect(await dueIn()).toBeLessThan(36 * DAY);
    const asked = harness.google.calls.refresh;
    harness.clock.advance(36 * DAY);
    await runMinutes(harness, instance, 1);
    expect(harness.google.calls.refresh).toBe(asked + 1);
  });

  test('is in use again after a request, answered from the stored token or by a refresh', async () => {
    harness.clock.advance(3 * DAY);
    await runMinutes(harness, instance, 1);
    await instance.tokens.accessTokenFor(connection.id);
    expect(await dueIn()).toBeLessThan(HOUR);
    harness.clock.advance(5 * DAY);
    await runMinutes(harness, instance, 1);
    harness.clock.advance(2 * HOUR);
    await harness.start().tokens.accessTokenFor(connection.id);
    expect(await dueIn()).toBeLessThan(HOUR);
  });

  test('has its use noted once an hour at most', async () => {
    const { store } = instance.ports;
    const revision = async () => (await store.readConnection(connection.id))?.revision;
    harness.clock.advance(30 * 60_000);
    const before = await revision();
    for (let nth = 0; nth < 20; nth++) await instance.tokens.accessTokenFor(connection.id);
    expect(await revision()).toBe(before);
  });

  test('does not count a probe as use', async () => {
    harness.clock.advance(3 * DAY);
    await runMinutes(harness, instance, 1);
    const { usedAt } = await stored();
    harness.clock.advance(2 * HOUR);
    await instance.tokens.accessTokenFor(connection.id, { trigger: 'probe' });
    expect((await stored()).usedAt).toEqual(usedAt);
    expect(await dueIn()).toBeGreaterThan(24 * DAY);
  });
});

describe('probes', () => {
  test('are due soon after a consent, then once a day', async () => {
    const due = async () => Number((await stored()).probeDueAt) - harness.clock.now().getTime();
    expect(await due()).toBeLessThanOrEqual(10 * 60_000);
    const probe = { latencyMs: 5, labels: [], labelCount: 0, failure: null };
    await instance.tokens.recordProbe(connection.id, { at: harness.clock.now(), ...probe });
    expect(await due()).toBeGreaterThanOrEqual(DAY / 2);
    expect(await due()).toBeLessThanOrEqual(1.5 * DAY);
  });

  test('are spread evenly over the day', () => {
    const now = new Date('2026-01-01T12:00:00Z');
    const hours = Array.from({ length: 24 }, () => 0);
    for (let nth = 0; nth < 10_000; nth++) {
      const hour = probeNextDay(`connection-${nth}`, now).getUTCHours();
      hours[hour] = (hours[hour] ?? 0) + 1;
    }
    for (const count of hours) {
      expect(count).toBeGreaterThan(10_000 / 24 / 1.3);
      expect(count).toBeLessThan((10_000 / 24) * 1.3);
    }
  });

  test('keep the last thirty results, the oldest first', async () => {
    for (let nth = 0; nth < 35; nth++) {
      harness.clock.advance(60_000);
      const at = harness.clock.now();
      const probe = { at, latencyMs: nth, labels: [], labelCount: 0, failure: null };
      await instance.tokens.recordProbe(connection.id, probe);
    }
    const { probeHistory } = await stored();
    expect(probeHistory.map(({ latencyMs }) => latencyMs)).toEqual(
      Array.from({ length: 30 }, (_, nth) => nth + 5),
    );
  });
});

describe('a healthy grant', () => {
  const { connectionId, expectedAddress } = { connectionId: null, expectedAddress: null };
  const reconnect = () => connectPurpose({ kind: 'connect', connectionId: connection.id });

  test('is kept when its mailbox is connected again, and uses up none of Google’s slots', async () => {
    for (let nth = 0; nth < 120; nth++)
      await harness.connect(instance, SUPPORT, { purpose: reconnect() });
    const { grant, grantsMinted, status } = await stored();
    expect({ version: versionIn({ grant }), grantsMinted, status }).toEqual({
      version: versionIn(connection),
      grantsMinted: 1,
      status: 'active',
    });
    expect(harness.google.asked.at(-1)?.consent).toBe('reuse');
  });

  test('is found by the mailbox’s address too', async () => {
    const purpose = connectPurpose({
      kind: 'connect',
      connectionId,
      expectedAddress: SUPPORT.address,
    });
    await harness.connect(instance, SUPPORT, { purpose });
    expect((await stored()).grantsMinted).toBe(1);
  });

  test.each([
    ['lacks a requested scope', 'everything', async () => {}],
    [
      'was refused',
      'probe',
      async () => {
        harness.google.kill(SUPPORT);
        await instance.tokens.refreshOne(connection.id);
      },
    ],
  ] as const)('is replaced when it %s', async (_, profile, happens) => {
    await happens();
    const purpose = connectPurpose({ kind: 'connect', profile, connectionId: connection.id });
    await harness.connect(instance, SUPPORT, { purpose });
    const { grant, grantsMinted } = await stored();
    expect(versionIn({ grant })).not.toBe(versionIn(connection));
    expect(digestsIn({ grant })).not.toEqual(digestsIn(connection));
    expect(grantsMinted).toBe(2);
  });

  test('is replaced when the link does not say which mailbox it is for', async () => {
    const purpose = connectPurpose({ kind: 'connect', connectionId, expectedAddress });
    await authorize({ tokens: instance.tokens, google: harness.google }, SUPPORT, { purpose });
    expect((await stored()).grantsMinted).toBe(2);
  });

  test('raises an event near Google’s cap, and a disconnect frees the slots', async () => {
    for (let nth = 0; nth < 95; nth++) await harness.connect(instance, SUPPORT);
    const of = { connectionId: connection.id, limit: 200 };
    const kinds = (await instance.ports.store.listEvents(of)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'grants_near_cap')).toHaveLength(2);
    await instance.tokens.disconnect(connection.id, 'admin@example.com');
    await harness.connect(instance, SUPPORT);
    expect((await stored()).grantsMinted).toBe(1);
  });
});
