import { beforeEach, describe, expect, test } from '@jest/globals';
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
