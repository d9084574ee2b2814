import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import type { Connection, Ports } from '../../shared/tokens/index.ts';
import { versionIn } from '../support/grant.ts';
import { codeOf, connectPurpose, type Instance, SALES, SUPPORT, useHarness } from './harness.ts';

const { harness, instance } = useHarness();
let connection: Connection;

beforeEach(async () => {
  connection = await harness.connect(instance, SUPPORT);
});

const HOUR = 60 * 60_000;
const tokenFrom = ({ tokens }: Instance) => tokens.accessTokenFor(connection.id);
const stored = async (): Promise<Connection | undefined> =>
  (await instance.ports.store.readConnection(connection.id))?.value;

/** Ports that run `work` once, just after a call of the vault was answered. */
const after = (call: 'get' | 'versions', work: () => unknown) => (ports: Ports) => {
  let done = false;
  const method = async (id: string) => {
    const answer = await ports.vault[call](id);
    if (!done) {
      done = true;
      await work();
    }
    return answer;
  };
  return { ...ports, vault: { ...ports.vault, [call]: method } };
};

describe('a lease', () => {
  test('is respected by a process whose clock is a little behind its holder’s', async () => {
    harness.clock.advance(2 * HOUR);
    const behind = harness.start((ports) => ({
      ...ports,
      clock: { ...ports.clock, now: () => new Date(ports.clock.now().getTime() - 10_000) },
    }));
    let theirs: Promise<string | null> = Promise.resolve(null);
    harness.google.whileRefreshing(async () => {
      theirs = codeOf(tokenFrom(behind));
      await harness.clock.sleep(100);
    });
    await tokenFrom(instance);
    expect(await theirs).toBeNull();
    expect(harness.google.calls.refresh).toBe(1);
  });

  test('is taken again when it expired before Google was called', async () => {
    harness.clock.advance(2 * HOUR);
    const suspended = harness.start(after('get', () => harness.clock.advance(60_000)));
    expect((await tokenFrom(suspended)).value).toMatch(/access-token/);
    expect(harness.google.calls.refresh).toBe(1);
  });
});

describe('a disconnect', () => {
  test('does not destroy the grant of a consent that comes during it', async () => {
    const ending = harness.start((ports) => ({
      ...ports,
      store: {
        ...ports.store,
        writeConnection: async (written, revision, event) => {
          const next = await ports.store.writeConnection(written, revision, event);
          harness.clock.advance(1000);
          if (written.status === 'disconnected') await harness.connect(instance, SUPPORT);
          return next;
        },
      },
    }));
    await ending.tokens.disconnect(connection.id, null);
    const found = await stored();
    expect(found?.status).toBe('active');
    expect(await instance.ports.vault.get(versionIn(found))).not.toBeNull();
  });

  test('of a disconnected mailbox does not destroy a grant that a consent is about to name', async () => {
    await instance.tokens.disconnect(connection.id, null);
    harness.clock.advance(1000);
    const again = harness.start();
    const connecting = harness.start((ports) => ({
      ...ports,
      vault: {
        ...ports.vault,
        put: async (id, grant) => {
          const version = await ports.vault.put(id, grant);
          await again.tokens.disconnect(id, null);
          return version;
        },
      },
    }));
    const connected = await harness.connect(connecting, SUPPORT);
    expect(await instance.ports.vault.get(versionIn(connected))).not.toBeNull();
  });

  test('keeps a token that is being read out of the memory', async () => {
    const slow = harness.start((ports) => ({
      ...ports,
      store: {
        ...ports.store,
        readConnection: async (id) => {
          const found = await ports.store.readConnection(id);
          if (found?.value.status === 'active' && !ending) {
            ending = true;
            await slow.tokens.disconnect(id, null);
          }
          return found;
        },
      },
    }));
    let ending = false;
    await tokenFrom(slow);
    expect(await codeOf(tokenFrom(slow))).toBe('connection_disconnected');
  });
});

test('a consent that keeps the grant does not lose the rotated token of a refresh under way', async () => {
  harness.clock.advance(2 * HOUR);
  harness.google.rotate(true);
  const purpose = connectPurpose({ kind: 'connect', connectionId: connection.id });
  harness.google.whileRefreshing(async () => {
    harness.google.whileRefreshing(null);
    await harness.connect(harness.start(), SUPPORT, { purpose });
  });
  await tokenFrom(instance);
  const grant = await instance.ports.vault.get(versionIn(await stored()));
  expect(harness.google.isAlive(grant?.refreshToken ?? '')).toBe(true);
});

test.each([
  ['account_enabled', 'active'],
  ['tokens_revoked', 'needs_reconnect'],
] as const)('one refusal after %s leaves the mailbox %s', async (kind, status) => {
  await harness.connect(instance, SALES);
  harness.google.failRefresh('grant_refused');
  const { subject } = SUPPORT;
  const events = [{ kind, subject, token: null }];
  await instance.tokens.takeSecurityEvents({ jti: 'event', events });
  expect((await stored())?.status).toBe(status);
});

describe('a disconnect leaves no token alive at Google', () => {
  const isAlive = (serial: number): boolean =>
    harness.google.isAlive(`marked-refresh-token-${serial}`);
  /** Google ends the old refresh token with its answer: the new one is known to the refresh alone. */
  const rotating = (work: (ports: Ports) => Promise<unknown>) => (ports: Ports) => ({
    ...ports,
    oauth: {
      ...ports.oauth,
      refresh: async (token: string) => {
        const answer = await ports.oauth.refresh(token);
        await work(ports);
        return answer;
      },
    },
  });
  const liveTokens = (): number[] => [...Array(40).keys()].filter(isAlive);

  beforeEach(() => {
    harness.clock.advance(2 * HOUR);
    harness.google.rotate(true);
  });
  afterEach(async () => {
    expect(await stored()).toMatchObject({ status: 'disconnected', grant: { kind: 'none' } });
    expect(liveTokens()).toEqual([]);
    expect(await instance.ports.vault.versions(connection.id)).toEqual([]);
  });

  test('when a rotated refresh token comes after it', async () => {
    const refreshing = harness.start(
      rotating(() => instance.tokens.disconnect(connection.id, null)),
    );
    expect(await codeOf(tokenFrom(refreshing))).toBe('connection_disconnected');
  });

  test('when a rotated refresh token comes after it, and cannot be stored', async () => {
    const refreshing = harness.start((ports) => ({
      ...rotating(() => instance.tokens.disconnect(connection.id, null))(ports),
      vault: { ...ports.vault, put: () => Promise.reject(new AppError('store_unavailable')) },
    }));
    expect(await codeOf(tokenFrom(refreshing))).toBe('connection_disconnected');
  });

  test('when a rotated refresh token is stored between its revocation and its write', async () => {
    const ending = harness.start((ports) => ({
      ...ports,
      oauth: {
        ...ports.oauth,
        revoke: async (token) => {
          await ports.oauth.revoke(token);
          harness.google.rotate(false);
        },
      },
    }));
    const refreshing = harness.start(rotating(async () => {}));
    await Promise.all([
      tokenFrom(refreshing).catch(() => null),
      ending.tokens.disconnect(connection.id, null),
    ]);
  });

  test('when the process that had stored a rotated refresh token died', async () => {
    const dying = harness.start((ports) => ({
      ...ports,
      store: {
        ...ports.store,
        writeConnection: (written, revision, event) =>
          written.lease === null
            ? Promise.reject(new AppError('store_unavailable'))
            : ports.store.writeConnection(written, revision, event),
      },
      // It never comes to tidy up.
      vault: { ...ports.vault, destroy: () => Promise.reject(new AppError('store_unavailable')) },
    }));
    await codeOf(tokenFrom(dying));
    expect(liveTokens()).toHaveLength(1);
    await instance.tokens.disconnect(connection.id, null);
  });

  test('when a code is exchanged while it revokes', async () => {
    const connecting = harness.start((ports) => ({
      ...ports,
      oauth: {
        ...ports.oauth,
        exchangeCode: async (code, verifier) => {
          harness.clock.advance(1000);
          await instance.tokens.disconnect(connection.id, null);
          return ports.oauth.exchangeCode(code, verifier);
        },
      },
    }));
    expect(await codeOf(harness.connect(connecting, SUPPORT))).toBe('connection_disconnected');
  });
});

test('a rotated refresh token that comes late does not end the grant of a newer consent', async () => {
  harness.clock.advance(2 * HOUR);
  harness.google.rotate(true);
  const refreshing = harness.start((ports) => ({
    ...ports,
    oauth: {
      ...ports.oauth,
      refresh: async (token) => {
        const answer = await ports.oauth.refresh(token);
        await instance.tokens.disconnect(connection.id, null);
        harness.clock.advance(1000);
        await harness.connect(instance, SUPPORT);
        return answer;
      },
    },
  }));
  await codeOf(tokenFrom(refreshing));
  const grant = await instance.ports.vault.get(versionIn(await stored()));
  expect(harness.google.isAlive(grant?.refreshToken ?? '')).toBe(true);
});

test('a rotated refresh token that is being revoked late lets no consent connect with a dead grant', async () => {
  harness.clock.advance(2 * HOUR);
  harness.google.rotate(true);
  let reconnected: string | null = null;
  let revocations = 0;
  const refreshing = harness.start((ports) => ({
    ...ports,
    oauth: {
      ...ports.oauth,
      refresh: async (token) => {
        const answer = await ports.oauth.refresh(token);
        await instance.tokens.disconnect(connection.id, null);
        harness.clock.advance(1000);
        return answer;
      },
      revoke: async (token) => {
        revocations += 1;
        // The owner connects again while this call is on its way.
        harness.clock.advance(1000);
        reconnected = await codeOf(harness.connect(instance, SUPPORT));
        await ports.oauth.revoke(token);
      },
    },
  }));
  await codeOf(tokenFrom(refreshing));
  expect([revocations, reconnected]).toEqual([1, 'authorization_interrupted']);
  harness.clock.advance(1000);
  await harness.connect(instance, SUPPORT);
  const grant = await instance.ports.vault.get(versionIn(await stored()));
  expect(harness.google.isAlive(grant?.refreshToken ?? '')).toBe(true);
});
