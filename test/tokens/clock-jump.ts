import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { deliverNotifications } from '../../shared/notifications/deliver-notifications.ts';
import {
  ALL_SHARDS,
  type AuditEvent,
  type Connection,
  isClockSteady,
  PROBE_DUE,
  REFRESH_DUE,
  SECURITY_EVENT_RECORD,
  type Store,
  withPlausibleMoments,
} from '../../shared/tokens/index.ts';
import { BROWSER, connectPurpose, type Harness, type Instance, SALES, SUPPORT } from './harness.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A clock that is 400 days ahead for 75 seconds, in which both scheduled functions run twice, and right again.
 *
 * @param open opens a harness over an empty store
 */
export function clockJumpSuite(open: () => Promise<Harness>): void {
  let harness: Harness;
  let instance: Instance;
  let store: Store;
  let ids: readonly string[];
  /** Whether the receiver of notifications is there. */
  let isReceiving: boolean;

  const probeOf = (at: Date) => ({ at, latencyMs: 1, labels: [], labelCount: 0, failure: null });
  const all = { shards: ALL_SHARDS, limit: 99 };

  /** One run of each scheduled function, as the jobs do it. */
  async function runJobs(): Promise<void> {
    const { clock } = harness;
    const until = new Date(clock.now().getTime() + MINUTE);
    await instance.tokens.resumeAuthorizations(until);
    await instance.tokens.refreshDue({ ...all, concurrency: 4, until });
    await deliverNotifications(
      {
        store,
        clock,
        ids: instance.ports.ids,
        isClockSteady: () => isClockSteady({ store, clock }),
        post: async () => ({ status: isReceiving ? 204 : 503, retryAfter: null }),
        setupUrl: 'http://127.0.0.1/setup-page',
      },
      { concurrency: 4, limit: 99, until },
    );
    await store.forgetExpired(clock.now());
    for (const id of await store.due(PROBE_DUE, { ...all, before: clock.now() })) {
      await instance.tokens.recordProbe(id, probeOf(clock.now()));
    }
  }

  async function runFor(hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour += 6) {
      harness.clock.advance(6 * HOUR);
      await runJobs();
    }
  }

  async function jumpFor75Seconds(): Promise<void> {
    harness.clock.advance(400 * DAY);
    await runJobs();
    harness.clock.advance(75_000);
    await runJobs();
    harness.clock.advance(-400 * DAY);
    instance = harness.start();
    store = withPlausibleMoments(instance.ports.store, harness.clock);
  }

  const events = (): Promise<readonly AuditEvent[]> =>
    store.listEvents({ connectionId: null, limit: 99 });
  const stored = async (id: string): Promise<Connection> => {
    const found = await instance.ports.store.readConnection(id);
    if (!found) throw new Error('no connection');
    return found.value;
  };
  const ahead = (at: Date | null | undefined): number =>
    (at?.getTime() ?? 0) - harness.clock.now().getTime();

  beforeEach(async () => {
    isReceiving = true;
    harness = await open();
    instance = harness.start();
    store = withPlausibleMoments(instance.ports.store, harness.clock);
    ids = [
      (await harness.connect(instance, SUPPORT)).id,
      (await harness.connect(instance, SALES)).id,
    ];
    await runFor(48);
  });
  afterEach(() => harness.close());

  test('no event is deleted, and no notification given up', async () => {
    await instance.tokens.disconnect(ids[1] ?? '', 'admin@example.com');
    const before = await events();
    expect(before.map(({ kind }) => kind)).toContain('disconnected');
    isReceiving = false;
    await jumpFor75Seconds();
    isReceiving = true;
    await runFor(6);
    const after = await events();
    expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
    expect(after.filter(({ notification }) => notification.deliveredAt === null)).toEqual([]);
  });

  test('every mailbox is refreshed and probed by the next run, and due within the schedule’s waits', async () => {
    await jumpFor75Seconds();
    const dueBefore = { ...all, before: harness.clock.now() };
    expect((await store.due(REFRESH_DUE, dueBefore)).toSorted()).toEqual(ids.toSorted());
    expect((await store.due(PROBE_DUE, dueBefore)).toSorted()).toEqual(ids.toSorted());
    await runJobs();
    for (const id of ids) {
      const connection = await stored(id);
      expect(connection.status).toBe('active');
      expect(ahead(connection.accessToken?.expiresAt)).toBeLessThanOrEqual(HOUR);
      expect(ahead(connection.refreshDueAt)).toBeLessThan(37 * DAY);
      expect(ahead(connection.probeDueAt)).toBeLessThan(2 * DAY);
      expect(ahead(connection.probe?.at)).toBeLessThanOrEqual(0);
    }
  });

  test('an answer that was parked in the wrong time is not lost', async () => {
    harness.clock.advance(400 * DAY);
    const { link } = await instance.tokens.beginAuthorization(connectPurpose(), SUPPORT.address);
    const url = await instance.tokens.openAuthorization(link, BROWSER);
    const state = new URL(url).searchParams.get('state') ?? '';
    const third = { ...SALES, subject: '100000000000000000003', address: 'third@example.com' };
    const code = harness.google.consent(third, { state });
    // The answer is parked, and cannot be committed before the clock is right.
    const failing = harness.start((ports) => ({
      ...ports,
      vault: { ...ports.vault, put: () => Promise.reject(new AppError('store_unavailable')) },
    }));
    const response = { state, browser: BROWSER, code, error: null };
    await expect(failing.tokens.completeAuthorization(response)).rejects.toThrow();
    harness.clock.advance(-400 * DAY + 2 * MINUTE);
    await runJobs();
    const found = await store.findByAddress('third@example.com');
    expect(found?.status).toBe('active');
    expect(ahead(found?.consentedAt)).toBeLessThanOrEqual(0);
  });

  test('a link that was made in the wrong time has expired', async () => {
    harness.clock.advance(400 * DAY);
    const { link } = await instance.tokens.beginAuthorization(connectPurpose(), SUPPORT.address);
    harness.clock.advance(-400 * DAY);
    await expect(instance.tokens.openAuthorization(link, BROWSER)).rejects.toMatchObject({
      code: 'link_expired',
    });
  });

  test('what expired is deleted once the clock has been steady for a day', async () => {
    await jumpFor75Seconds();
    const { clock } = harness;
    const old = { kind: SECURITY_EVENT_RECORD, id: 'old', value: { receivedAt: clock.now() } };
    await store.writeRecord({ ...old, expiresAt: new Date(clock.now().getTime() - DAY) }, null);
    await runFor(18);
    expect(await store.readRecord(SECURITY_EVENT_RECORD, 'old')).not.toBeNull();
    await runFor(12);
    expect(await store.readRecord(SECURITY_EVENT_RECORD, 'old')).toBeNull();
  });

  test('after a month in which the machine was off, deletions wait for a day', async () => {
    harness.clock.advance(30 * DAY);
    const { clock } = harness;
    const old = { kind: SECURITY_EVENT_RECORD, id: 'old', value: { receivedAt: clock.now() } };
    await store.writeRecord({ ...old, expiresAt: new Date(clock.now().getTime() - DAY) }, null);
    await runJobs();
    expect(await store.readRecord(SECURITY_EVENT_RECORD, 'old')).not.toBeNull();
    await runFor(30);
    expect(await store.readRecord(SECURITY_EVENT_RECORD, 'old')).toBeNull();
  });
}
