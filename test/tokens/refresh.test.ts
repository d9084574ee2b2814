import { beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import type { Connection, Ports, Probe } from '../../shared/tokens/index.ts';
import { ALL_SHARDS } from '../../shared/tokens/index.ts';
import { versionIn } from '../support/grant.ts';
import {
  codeOf,
  type Instance,
  MINUTES_TO_VERDICT,
  runMinutes,
  SALES,
  SUPPORT,
  storedIn,
  useHarness,
} from './harness.ts';

const { harness, instance } = useHarness();
let connection: Connection;

beforeEach(async () => {
  connection = await harness.connect(instance, SUPPORT);
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const stored = (): Promise<Connection> => storedIn(instance, connection.id);
const tokenFrom = ({ tokens }: Instance) => tokens.accessTokenFor(connection.id);
const run = () => ({
  shards: ALL_SHARDS,
  limit: 100,
  concurrency: 4,
  until: new Date(harness.clock.now().getTime() + MINUTE),
});
const PROBE: Probe = {
  at: new Date('2026-01-01T00:00:30Z'),
  latencyMs: 10,
  labels: ['INBOX'],
  labelCount: 1,
  failure: null,
};

/** Ports with one call that fails once, after Google's answer and before or after its work. */
function failOnce(
  ports: Ports,
  call: 'vault.put' | 'store.writeConnection',
  after: boolean,
): Ports {
  let answered = false;
  let failed = false;
  const fail = (): void => {
    if (failed || !answered) return;
    failed = true;
    throw new AppError('store_unavailable');
  };
  const unlucky = <A extends unknown[], R>(method: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      if (!after) fail();
      const result = await method(...args);
      if (after) fail();
      return result;
    };
  };
  const { store, vault, oauth } = ports;
  const [part, name] = call.split('.');
  return {
    ...ports,
    oauth: {
      ...oauth,
      refresh: async (token) => {
        const answer = await oauth.refresh(token);
        answered = true;
        return answer;
      },
    },
    store:
      part === 'store' && name
        ? { ...store, writeConnection: unlucky(store.writeConnection) }
        : store,
    vault: part === 'vault' ? { ...vault, put: unlucky(vault.put) } : vault,
  };
}

describe('an access token', () => {
  test('comes from memory until it expires', async () => {
    await tokenFrom(instance);
    const deaf = { ...instance.ports.store, readConnection: () => Promise.reject(new Error()) };
    Object.assign(instance.ports.store, deaf);
    expect((await tokenFrom(instance)).value).toMatch(/access-token/);
    expect(harness.google.calls.refresh).toBe(0);
  });

  test('comes from the document in another instance', async () => {
    expect(await tokenFrom(harness.start())).toEqual(connection.accessToken);
    expect(harness.google.calls.refresh).toBe(0);
  });

  test('is refreshed when it expires before the requested time', async () => {
    const { tokens } = instance;
    harness.clock.advance(50 * MINUTE);
    const kept = await tokens.accessTokenFor(connection.id, { minimumSeconds: 300 });
    expect(harness.google.calls.refresh).toBe(0);
    const renewed = await tokens.accessTokenFor(connection.id, { minimumSeconds: 1200 });
    expect(renewed.value).not.toBe(kept.value);
    expect(harness.google.calls.refresh).toBe(1);
  });

  test('is not refreshed on every call when more than half an hour is requested', async () => {
    const { tokens } = instance;
    await tokens.accessTokenFor(connection.id, { minimumSeconds: 86_400 });
    await tokens.accessTokenFor(connection.id, { minimumSeconds: 86_400 });
    expect(harness.google.calls.refresh).toBe(0);
  });

  test('is replaced once for all callers when Gmail rejects it', async () => {
    const rejected = (await tokenFrom(instance)).value;
    const need = { rejected };
    const tokens = await Promise.all(
      [instance, harness.start()].map((one) => one.tokens.accessTokenFor(connection.id, need)),
    );
    expect(tokens[0]?.value).not.toBe(rejected);
    expect(tokens[0]).toEqual(tokens[1]);
    expect(harness.google.calls.refresh).toBe(1);
  });

  test('is refreshed once when fifty callers of one instance ask at the same time', async () => {
    harness.clock.advance(2 * HOUR);
    const tokens = await Promise.all(Array.from({ length: 50 }, () => tokenFrom(instance)));
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(1);
    expect(harness.google.calls.refresh).toBe(1);
  });

  test('is refreshed once when fifty callers of five instances ask at the same time', async () => {
    harness.clock.advance(2 * HOUR);
    const instances = Array.from({ length: 5 }, () => harness.start());
    const tokens = await Promise.all(
      instances.flatMap((one) => Array.from({ length: 10 }, () => tokenFrom(one))),
    );
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(1);
    expect(harness.google.calls.refresh).toBe(1);
  });

  test.each([
    ['an unknown connection', () => instance.tokens.accessTokenFor('nobody'), 'connection_unknown'],
    [
      'a disconnected connection',
      async () => {
        await instance.tokens.disconnect(connection.id, null);
        return tokenFrom(instance);
      },
      'connection_disconnected',
    ],
    [
      'a connection that needs a reconnect',
      async () => {
        harness.google.kill(SUPPORT);
        harness.clock.advance(2 * HOUR);
        await runMinutes(harness, instance, MINUTES_TO_VERDICT);
        return tokenFrom(instance);
      },
      'connection_needs_reconnect',
    ],
  ])('is refused for %s', async (_, ask, code) => {
    expect(await codeOf(ask())).toBe(code);
  });
});

describe('the lease', () => {
  beforeEach(() => harness.clock.advance(2 * HOUR));

  test('of a dead holder is taken over when it expires and not before', async () => {
    const read = await instance.ports.store.readConnection(connection.id);
    const expiresAt = new Date(harness.clock.now().getTime() + 30_000);
    const leased = { ...connection, lease: { owner: 'dead', expiresAt } };
    await instance.ports.store.writeConnection(leased, read?.revision ?? null);
    const impatient = codeOf(tokenFrom(instance));
    harness.clock.advance(25_000);
    expect(await impatient).toBe('connection_busy');
    expect(harness.google.calls.refresh).toBe(0);
    harness.clock.advance(6_000);
    expect((await tokenFrom(instance)).value).toMatch(/access-token/);
  });

  test('of a holder that wakes up late does not overwrite its successor’s refresh', async () => {
    const other = harness.start();
    let successor = '';
    harness.google.whileRefreshing(async () => {
      harness.google.whileRefreshing(null);
      harness.clock.advance(MINUTE);
      successor = (await tokenFrom(other)).value;
    });
    expect((await tokenFrom(instance)).value).toBe(successor);
    expect((await stored()).accessToken?.value).toBe(successor);
    expect((await stored()).generation).toBe(connection.generation + 1);
  });

  test('ignores a late refusal after another consent', async () => {
    const other = harness.start();
    harness.google.whileRefreshing(async () => {
      harness.google.whileRefreshing(null);
      await harness.connect(other, SUPPORT);
      throw new AppError('grant_refused');
    });
    expect((await tokenFrom(instance)).value).toMatch(/access-token/);
    expect((await stored()).status).toBe('active');
    expect((await stored()).failure).toBeNull();
  });

  test('keeps both the token and a probe that is recorded during the refresh', async () => {
    harness.google.whileRefreshing(() => instance.tokens.recordProbe(connection.id, PROBE));
    const token = await tokenFrom(instance);
    expect(await stored()).toMatchObject({ accessToken: token, probe: PROBE, lease: null });
  });
});

describe('a clock that was ahead and was corrected', () => {
  const YEAR = 365 * 24 * HOUR;
  const rewrite = async (about: Partial<Connection>): Promise<void> => {
    const read = await instance.ports.store.readConnection(connection.id);
    await instance.ports.store.writeConnection({ ...connection, ...about }, read?.revision ?? null);
  };
  const ahead = (): Date => new Date(harness.clock.now().getTime() + YEAR);
  beforeEach(() => harness.clock.advance(2 * HOUR));

  test('leaves a lease that does not block a refresh', async () => {
    await rewrite({ lease: { owner: 'dead', expiresAt: ahead() } });
    expect((await tokenFrom(instance)).value).toMatch(/access-token/);
  });

  test('leaves a back-off that does not block a refresh', async () => {
    const failure = {
      code: 'google_unavailable',
      upstream: null,
      since: ahead(),
      attempts: 1,
      wholeDomain: false,
    } as const;
    await rewrite({ failure, refreshDueAt: ahead() });
    expect((await tokenFrom(instance)).value).toMatch(/access-token/);
  });

  test.each(['consentedAt', 'disconnectedAt'] as const)(
    'leaves a %s that does not block a connect',
    async (moment) => {
      await rewrite({ [moment]: ahead() });
      const again = await harness.connect(instance, SUPPORT);
      expect(again).toMatchObject({ status: 'active', disconnectedAt: null });
    },
  );
});

describe('a probe', () => {
  const noted = async (at: string, about: Partial<Probe> = {}): Promise<Date | undefined> => {
    await instance.tokens.recordProbe(connection.id, { ...PROBE, at: new Date(at), ...about });
    return (await stored()).probe?.at;
  };

  test('is dropped when it began before the consent', async () => {
    expect(await noted('2025-12-31T23:59:00Z')).toBeUndefined();
  });

  test('is dropped when a newer one is stored', async () => {
    harness.clock.advance(HOUR);
    const newer = new Date('2026-01-01T00:30:00Z');
    expect(await noted(newer.toISOString())).toEqual(newer);
    expect(await noted('2026-01-01T00:20:00Z')).toEqual(newer);
  });
});

describe('a rotated refresh token', () => {
  test('is stored as a new version, and the old one is destroyed', async () => {
    harness.google.rotate(true);
    for (let hours = 0; hours < 3; hours++) {
      harness.clock.advance(2 * HOUR);
      await tokenFrom(instance);
    }
    expect(versionIn(await stored())).not.toBe(versionIn(connection));
    expect(await instance.ports.vault.versions(connection.id)).toHaveLength(1);
  });

  test.each(['vault.put', 'store.writeConnection'] as const)(
    'is not lost when %s fails before or after its work',
    async (call) => {
      for (const after of [false, true]) {
        harness.google.rotate(true);
        harness.clock.advance(2 * HOUR);
        const unlucky = harness.start((ports) => failOnce(ports, call, after));
        expect((await tokenFrom(unlucky)).value).toMatch(/access-token/);
        harness.clock.advance(2 * HOUR);
        expect((await tokenFrom(harness.start())).value).toMatch(/access-token/);
        expect((await stored()).status).toBe('active');
      }
    },
  );

  test('is not written again when it did not change', async () => {
    harness.clock.advance(2 * HOUR);
    await tokenFrom(instance);
    expect(versionIn(await stored())).toBe(versionIn(connection));
  });
});

describe('a failed refresh', () => {
  beforeEach(() => harness.clock.advance(2 * HOUR));

  test('of a dead grant becomes needs_reconnect after it was confirmed, with the cause', async () => {
    harness.google.kill(SUPPORT);
    expect(await codeOf(tokenFrom(instance))).toBe('grant_refused');
    expect(await stored()).toMatchObject({ status: 'active', failure: { attempts: 1 } });
    await runMinutes(harness, instance, MINUTES_TO_VERDICT);
    expect(await codeOf(tokenFrom(instance))).toBe('connection_needs_reconnect');
    expect(await stored()).toMatchObject({
      status: 'needs_reconnect',
      accessToken: null,
      probeDueAt: null,
      lease: null,
      failure: { code: 'grant_refused' },
    });
  });

  test('of a dead grant is repeated within a day, in case somebody repaired the grant', async () => {
    harness.google.failRefresh('grant_refused');
    await runMinutes(harness, instance, MINUTES_TO_VERDICT);
    const { status, generation } = await stored();
    expect(status).toBe('needs_reconnect');
    harness.clock.advance(24 * HOUR);
    await runMinutes(harness, instance, 1);
    expect(await stored()).toMatchObject({ status: 'needs_reconnect', generation });
    harness.google.failRefresh(null);
    harness.clock.advance(24 * HOUR);
    await runMinutes(harness, instance, 1);
    expect(await stored()).toMatchObject({ status: 'active', failure: null });
  });

  test('counts the time of a refusal from the refusal, not from an earlier transient failure', async () => {
    harness.google.failRefresh('google_unavailable');
    await codeOf(tokenFrom(instance));
    harness.clock.advance(HOUR);
    harness.google.kill(SUPPORT);
    harness.google.failRefresh(null);
    await codeOf(tokenFrom(instance));
    const { status, failure } = await stored();
    expect(status).toBe('active');
    expect(failure?.since.getTime()).toBeGreaterThan(harness.clock.now().getTime() - MINUTE);
  });

  test.each(['google_unavailable', 'client_refused'] as const)(
    'with %s changes no status, backs off longer each time, and recovers',
    async (code) => {
      harness.google.failRefresh(code);
      const waits: number[] = [];
      for (let attempt = 1; attempt <= 3; attempt++) {
        expect(await codeOf(tokenFrom(instance))).toBe(code);
        const { status, failure, lease, refreshDueAt } = await stored();
        expect({ status, lease, attempts: failure?.attempts }).toEqual({
          status: 'active',
          lease: null,
          attempts: attempt,
        });
        const wait = Number(refreshDueAt) - harness.clock.now().getTime();
        waits.push(wait);
        harness.clock.advance(wait + 1);
      }
      expect(waits[0]).toBeGreaterThan(10_000);
      expect(waits[2]).toBeGreaterThan(waits[0] ?? 0);
      harness.google.failRefresh(null);
      await tokenFrom(instance);
      expect(await stored()).toMatchObject({ status: 'active', failure: null });
    },
  );

  test('answers requests with the failure during the back-off, without calling Google', async () => {
    harness.google.failRefresh('google_unavailable');
    await codeOf(tokenFrom(instance));
    const asked = harness.google.calls.refresh;
    const codes = await Promise.all(
      [instance, harness.start()].flatMap((one) => [
        codeOf(tokenFrom(one)),
        codeOf(tokenFrom(one)),
      ]),
    );
    expect(new Set(codes)).toEqual(new Set(['google_unavailable']));
    expect(harness.google.calls.refresh).toBe(asked);
  });

  test('does not make a person wait for the back-off', async () => {
    harness.google.failRefresh('client_refused');
    await codeOf(tokenFrom(instance));
    harness.google.failRefresh(null);
    const need = { trigger: 'person' } as const;
    const token = await instance.tokens.accessTokenFor(connection.id, need);
    expect(token.value).toMatch(/access-token/);
  });

  test('backs off for an hour at most', async () => {
    harness.google.failRefresh('google_unavailable');
    for (let attempt = 0; attempt < 20; attempt++) {
      await codeOf(instance.tokens.accessTokenFor(connection.id, { trigger: 'person' }));
    }
    const wait = Number((await stored()).refreshDueAt) - harness.clock.now().getTime();
    expect(wait).toBeLessThanOrEqual(HOUR);
    expect(wait).toBeGreaterThan(HOUR / 4);
  });

  test('becomes needs_reconnect when the grant is missing in the vault', async () => {
    await instance.ports.vault.destroy(versionIn(connection));
    await runMinutes(harness, instance, MINUTES_TO_VERDICT);
    expect(await codeOf(tokenFrom(instance))).toBe('connection_needs_reconnect');
    expect((await stored()).failure?.code).toBe('grant_lost');
  });

  test('changes no status when the vault cannot open the grant', async () => {
    const { vault } = instance.ports;
    Object.assign(vault, { get: () => Promise.reject(new AppError('record_unreadable')) });
    expect(await codeOf(tokenFrom(instance))).toBe('record_unreadable');
    expect((await stored()).status).toBe('active');
  });
});

describe('refreshing what is due', () => {
  test('counts each outcome, and continues after a failing mailbox', async () => {
    await harness.connect(instance, SALES);
    harness.google.kill(SUPPORT);
    harness.clock.advance(55 * MINUTE);
    const watched: string[] = [];
    const summary = await instance.tokens.refreshDue(run(), ({ kind }) => watched.push(kind));
    expect(summary).toEqual({
      due: 2,
      refreshed: 1,
      fresh: 0,
      busy: 0,
      retryLater: 1,
      needsReconnect: 0,
      left: 0,
    });
    expect(watched.sort()).toEqual(['refreshed', 'retry_later']);
    expect(await instance.tokens.refreshDue(run())).toMatchObject({ due: 0 });
    harness.clock.advance(MINUTE);
    expect(await instance.tokens.refreshDue(run())).toMatchObject({ due: 1, needsReconnect: 1 });
  });

  test('finds nothing due just after a consent', async () => {
    expect(await instance.tokens.refreshDue(run())).toMatchObject({ due: 0 });
  });

  test('refreshes each mailbox once when two instances run at the same time', async () => {
    await harness.connect(instance, SALES);
    harness.clock.advance(55 * MINUTE);
    const summaries = await Promise.all(
      [instance, harness.start()].map(({ tokens }) => tokens.refreshDue(run())),
    );
    expect(summaries.reduce((sum, { refreshed }) => sum + refreshed, 0)).toBe(2);
    expect(harness.google.calls.refresh).toBe(2);
  });

  test('leaves the rest to the next run when its time is up', async () => {
    harness.clock.advance(55 * MINUTE);
    const until = harness.clock.now();
    const summary = await instance.tokens.refreshDue({ ...run(), until });
    expect(summary).toMatchObject({ due: 1, refreshed: 0, left: 1 });
  });
});

describe('disconnecting', () => {
  /** Its event: of two events at the same time, either may be the newest. */
  const disconnectEvent = async () =>
    (await instance.ports.store.listEvents({ connectionId: connection.id, limit: 9 })).find(
      ({ kind }) => kind === 'disconnected',
    );

  test('revokes the grant at Google, then deletes it', async () => {
    const grant = await instance.ports.vault.get(versionIn(connection));
    await instance.tokens.disconnect(connection.id, null);
    expect(harness.google.isAlive(grant?.refreshToken ?? '')).toBe(false);
    expect(await instance.ports.vault.versions(connection.id)).toEqual([]);
    expect(await stored()).toMatchObject({
      status: 'disconnected',
      accessToken: null,
      grant: { kind: 'none' },
      refreshDueAt: null,
    });
  });

  test('succeeds twice, and revokes once', async () => {
    await instance.tokens.disconnect(connection.id, null);
    await instance.tokens.disconnect(connection.id, null);
    expect(harness.google.calls.revoke).toBe(1);
  });

  test('changes nothing when Google cannot be reached', async () => {
    harness.google.failRefresh('google_unavailable');
    expect(await codeOf(instance.tokens.disconnect(connection.id, null))).toBe(
      'google_unavailable',
    );
    expect(await stored()).toEqual(connection);
  });

  test('forgets the mailbox without revoking, when Google cannot be reached and a person says so', async () => {
    harness.google.failRefresh('google_unavailable');
    await instance.tokens.forget(connection.id, 'admin@example.com');
    expect(await stored()).toMatchObject({ status: 'disconnected', grant: { kind: 'none' } });
    expect(await instance.ports.vault.versions(connection.id)).toEqual([]);
    expect(harness.google.calls.revoke).toBe(0);
    expect(await disconnectEvent()).toMatchObject({ by: 'admin@example.com', revoked: false });
  });

  test('says in the audit trail that the grant was revoked', async () => {
    expect(await instance.tokens.disconnect(connection.id, null)).toBe(true);
    expect(await disconnectEvent()).toMatchObject({ revoked: true });
  });

  test.each([
    ['does not open', async () => Promise.reject(new AppError('record_unreadable'))],
    ['is gone', async () => null],
  ])('forgets a grant that %s, and says that it was not revoked', async (_, get) => {
    const damaged = harness.start((ports) => ({ ...ports, vault: { ...ports.vault, get } }));
    expect(await damaged.tokens.disconnect(connection.id, null)).toBe(false);
    expect(await stored()).toMatchObject({ status: 'disconnected', grant: { kind: 'none' } });
    expect(await instance.ports.vault.versions(connection.id)).toEqual([]);
    expect(await disconnectEvent()).toMatchObject({ revoked: false });
  });

  test.each(['grant_disabled', 'permission_missing', 'keyring_unusable'] as const)(
    'changes nothing while the vault answers %s, which somebody can mend',
    async (code) => {
      const failing = harness.start((ports) => ({
        ...ports,
        vault: { ...ports.vault, get: () => Promise.reject(new AppError(code)) },
      }));
      expect(await codeOf(failing.tokens.disconnect(connection.id, null))).toBe(code);
      expect(await stored()).toEqual(connection);
      await failing.tokens.forget(connection.id, null);
      expect((await stored()).status).toBe('disconnected');
    },
  );

  test('is not undone by a refresh under way', async () => {
    harness.clock.advance(2 * HOUR);
    harness.google.whileRefreshing(() => harness.start().tokens.disconnect(connection.id, null));
    expect(await codeOf(tokenFrom(instance))).toBe('connection_disconnected');
    expect((await stored()).status).toBe('disconnected');
  });

  test('does not keep a token in memory that was fetched during the revocation', async () => {
    const slow = harness.start((ports) => ({
      ...ports,
      oauth: {
        ...ports.oauth,
        revoke: async (token) => {
          await tokenFrom(slow);
          await ports.oauth.revoke(token);
        },
      },
    }));
    await slow.tokens.disconnect(connection.id, null);
    expect(await codeOf(tokenFrom(slow))).toBe('connection_disconnected');
  });

  test('is refused for an unknown connection', async () => {
    expect(await codeOf(instance.tokens.disconnect('nobody', null))).toBe('connection_unknown');
  });
});
