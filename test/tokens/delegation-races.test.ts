import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ALL_SHARDS, type Delegation, type NewKey, type Ports } from '../../shared/tokens/index.ts';
import { versionIn } from '../support/grant.ts';
import {
  codeOf,
  connectPurpose,
  type Instance,
  runMinutes,
  SUPPORT,
  storedIn,
  useHarness,
} from './harness.ts';

const HOUR = 60 * 60_000;
const ADMIN = 'admin@example.com';
const SERVICE_ACCOUNT = 'mail@project.iam.gserviceaccount.com';
const { harness, instance } = useHarness();
let delegation: Delegation;
let id: string;

const key = (name: string): NewKey => ({
  format: 'json',
  privateKey: `marked-key-${name}`,
  keyId: name,
  fingerprint: name.repeat(8),
  madeAt: null,
  serviceAccount: SERVICE_ACCOUNT,
});

const delegateOn = ({ tokens }: Instance) =>
  tokens.connectByDelegation({ delegationId: delegation.id, address: SUPPORT.address, by: ADMIN });

const stored = () => storedIn(instance, id);
const liveTokens = (): number[] =>
  [...Array(40).keys()].filter((nth) => harness.google.isAlive(`marked-refresh-token-${nth}`));
const kinds = async () =>
  (await instance.ports.store.listEvents({ connectionId: id, limit: 50 })).map(({ kind }) => kind);

beforeEach(async () => {
  harness.serviceAccounts.addMailbox(SUPPORT);
  harness.serviceAccounts.delegate('example.com');
  const about = { serviceAccount: SERVICE_ACCOUNT, clientId: null, domains: ['example.com'] };
  const added = { ...about, profile: 'probe' as const, key: key('first') };
  delegation = await instance.tokens.addDelegation(added, ADMIN);
  id = (await harness.connect(instance, SUPPORT)).id;
});

/** Ports that run `work` once, just before or after a call of a port. */
function around<Name extends keyof Ports>(
  [port, call]: readonly [Name, keyof Ports[Name]],
  when: 'before' | 'after',
  work: () => Promise<unknown>,
) {
  let isDone = false;
  const once = async (): Promise<void> => {
    if (isDone) return;
    isDone = true;
    await work();
  };
  return (ports: Ports): Ports => {
    const method: unknown = ports[port][call];
    if (typeof method !== 'function') throw new TypeError('no method');
    const wrapped = async (...args: unknown[]): Promise<unknown> => {
      if (when === 'before') await once();
      const answer: unknown = await Reflect.apply(method, ports[port], args);
      if (when === 'after') await once();
      return answer;
    };
    return { ...ports, [port]: { ...ports[port], [call]: wrapped } };
  };
}

/** The mailbox is delegated, and nobody holds or could use a grant of its owner. */
async function expectDelegatedAlone(): Promise<void> {
  expect(await stored()).toMatchObject({ status: 'active', grant: { kind: 'delegation' } });
  expect(await instance.ports.vault.versions(id)).toEqual([]);
  expect(liveTokens()).toEqual([]);
  expect(await instance.tokens.refreshOne(id)).toMatchObject({ kind: 'refreshed' });
}

describe('a switch to the delegation beside a refresh whose refresh token rotates', () => {
  beforeEach(() => {
    harness.clock.advance(2 * HOUR);
    harness.google.rotate(true);
  });
  afterEach(expectDelegatedAlone);

  const tokenWith = async (adapt: (ports: Ports) => Ports) =>
    (await harness.start(adapt).tokens.accessTokenFor(id)).value;

  test('leaves no token alive when the answer comes after the switch', async () => {
    const adapt = around(['oauth', 'refresh'], 'after', () => delegateOn(instance));
    expect(await tokenWith(adapt)).toMatch(/delegated-token/);
  });

  test('leaves no token alive when the new refresh token was stored before the switch', async () => {
    const adapt = around(['vault', 'put'], 'after', () => delegateOn(instance));
    expect(await tokenWith(adapt)).toMatch(/delegated-token/);
  });

  test('revokes the new refresh token when the refresh is stored while Google names the account', async () => {
    const adapt = around(['serviceAccounts', 'identify'], 'after', () =>
      instance.tokens.accessTokenFor(id),
    );
    expect(await delegateOn(harness.start(adapt))).toMatchObject({ revoked: true });
  });
});

describe('a switch to the delegation beside a disconnect', () => {
  test('that comes before the switch is stored connects the mailbox again, by delegation alone', async () => {
    const adapt = around(['vault', 'versions'], 'after', async () => {
      harness.clock.advance(1000);
      await instance.tokens.disconnect(id, ADMIN);
      harness.clock.advance(1000);
    });
    await delegateOn(harness.start(adapt));
    await expectDelegatedAlone();
    expect(await kinds()).toEqual(['connected', 'disconnected', 'connected']);
  });

  test('that was revoking meanwhile leaves the mailbox disconnected', async () => {
    const adapt = around(['oauth', 'revoke'], 'after', async () => {
      harness.clock.advance(1000);
      await delegateOn(instance);
      harness.clock.advance(1000);
    });
    await harness.start(adapt).tokens.disconnect(id, ADMIN);
    expect(await stored()).toMatchObject({ status: 'disconnected', grant: { kind: 'none' } });
    expect(await instance.ports.vault.versions(id)).toEqual([]);
    expect(liveTokens()).toEqual([]);
    expect(await kinds()).toEqual(['disconnected', 'connected', 'connected']);
  });
});

describe('a switch to the delegation beside a consent of the owner', () => {
  /** The owner allows one more permission, so that Google issues a new refresh token. */
  const reconnect = (at: Instance) => {
    const purpose = connectPurpose({ profile: 'everything' });
    return codeOf(harness.connect(at, SUPPORT, { purpose }));
  };

  /** By whichever method the mailbox is connected, its next refresh works. */
  async function expectWorking(): Promise<void> {
    harness.clock.advance(2 * HOUR);
    expect(await instance.tokens.refreshOne(id)).toMatchObject({ kind: 'refreshed' });
    expect(await stored()).toMatchObject({ status: 'active', failure: null });
  }

  test.each([
    ['before the consent is in the vault', ['vault', 'put'], 'before'],
    ['while the consent is in the vault alone', ['vault', 'put'], 'after'],
    ['after the consent was read back', ['store', 'readConnection'], 'after'],
    ['while Google names the owner', ['oauth', 'verifyIdentity'], 'after'],
  ] as const)('ends the consent when it is stored %s', async (_, call, when) => {
    const adapt = around<'vault' | 'store' | 'oauth'>(call as readonly ['vault', never], when, () =>
      delegateOn(instance),
    );
    expect(await reconnect(harness.start(adapt))).toBe('authorization_superseded');
    await expectWorking();
    expect(await stored()).toMatchObject({ grant: { kind: 'delegation' } });
    expect(liveTokens()).toEqual([]);
  });

  test('keeps the delegation when the consent would have kept the old grant', async () => {
    const purpose = connectPurpose({ kind: 'connect', connectionId: id });
    const adapt = around(['oauth', 'verifyIdentity'], 'after', () => delegateOn(instance));
    const connecting = harness.connect(harness.start(adapt), SUPPORT, { purpose });
    expect(await codeOf(connecting)).toBe('authorization_superseded');
    await expectDelegatedAlone();
  });

  test('revokes a consent that was committed while Google named the account', async () => {
    const adapt = around(['serviceAccounts', 'identify'], 'after', () => reconnect(instance));
    expect(await delegateOn(harness.start(adapt))).toMatchObject({ revoked: true });
    await expectDelegatedAlone();
  });

  test('interrupts a consent that is committed while the old one is revoked', async () => {
    let outcome: string | null = null;
    const adapt = around(['oauth', 'revoke'], 'before', async () => {
      harness.clock.advance(1000);
      outcome = await reconnect(instance);
    });
    await delegateOn(harness.start(adapt));
    expect(outcome).toBe('authorization_interrupted');
    await expectWorking();
    expect(await stored()).toMatchObject({ grant: { kind: 'delegation' } });
  });

  test('does not revoke a consent that is committed just before the old one would be revoked', async () => {
    let isSwitched = false;
    const switching = harness.start((ports) => ({
      ...ports,
      store: {
        ...ports.store,
        writeConnection: async (written, revision, event) => {
          const next = await ports.store.writeConnection(written, revision, event);
          if (!isSwitched && written.grant.kind === 'delegation') {
            isSwitched = true;
            harness.clock.advance(1000);
            expect(await reconnect(instance)).toBeNull();
          }
          return next;
        },
      },
    }));
    expect(await delegateOn(switching)).toMatchObject({ revoked: false });
    await expectWorking();
    const after = await stored();
    expect(after.grant.kind).toBe('consent');
    expect(await instance.ports.vault.get(versionIn(after))).not.toBeNull();
  });
});

describe('a fallback that takes over', () => {
  beforeEach(async () => {
    await instance.tokens.nameFallback(id, { delegationId: delegation.id, by: ADMIN });
    harness.google.kill(SUPPORT);
    harness.clock.advance(2 * HOUR);
  });
  const takeovers = async () => (await kinds()).filter((kind) => kind === 'fallback_took_over');

  test('gives way to the owner’s consent that is committed while Google answers', async () => {
    let isReconnected = false;
    const slow = harness.start((ports) => ({
      ...ports,
      serviceAccounts: {
        ...ports.serviceAccounts,
        requestToken: async (request) => {
          const answer = await ports.serviceAccounts.requestToken(request);
          if (!isReconnected) await harness.connect(instance, SUPPORT);
          isReconnected = true;
          return answer;
        },
      },
    }));
    await runMinutes(harness, slow, 6);
    expect(isReconnected).toBe(true);
    expect(await stored()).toMatchObject({ status: 'active', grant: { kind: 'consent' } });
    expect(await takeovers()).toEqual([]);
    harness.clock.advance(2 * HOUR);
    expect(await instance.tokens.refreshOne(id)).toMatchObject({ kind: 'refreshed' });
  });

  test('does so once, with one event, when two instances refresh at once', async () => {
    const instances = [instance, harness.start()];
    for (let minute = 0; minute < 6; minute++) {
      const until = new Date(harness.clock.now().getTime() + HOUR);
      const run = { shards: ALL_SHARDS, limit: 100, concurrency: 4, until };
      await Promise.all(instances.map(({ tokens }) => tokens.refreshDue(run)));
      harness.clock.advance(60_000);
    }
    expect(await stored()).toMatchObject({ status: 'active', grant: { kind: 'delegation' } });
    expect(await takeovers()).toHaveLength(1);
  });
});

describe('keys that two instances change at once', () => {
  const versions = async () =>
    (await instance.ports.signingKeys.versions(delegation.id)).map(({ name }) => name);
  const named = async () => {
    const [current] = await instance.tokens.listDelegations();
    return current?.keys ?? [];
  };
  const add = ({ tokens }: Instance, name: string) =>
    codeOf(tokens.addKey(delegation.id, { key: key(name), by: ADMIN }));
  const remove = ({ tokens }: Instance, name: string) =>
    codeOf(tokens.removeKey(delegation.id, { fingerprint: name.repeat(8), by: ADMIN }));

  /** Each key that the record names is in the vault, and nothing else is. */
  afterEach(async () => {
    const names = (await named()).map(({ version }) => version);
    expect((await versions()).toSorted()).toEqual(names.toSorted());
  });

  test('are added by the first alone; the other one is told, and leaves no key behind', async () => {
    let other: string | null = null;
    const slow = harness.start(
      around(['signingKeys', 'put'], 'after', async () => {
        other = await add(instance, 'second');
      }),
    );
    expect([await add(slow, 'third'), other]).toEqual(['store_conflict', null]);
    expect((await named()).map(({ keyId }) => keyId)).toEqual(['second', 'first']);
  });

  test('are never all removed', async () => {
    await add(instance, 'second');
    let other: string | null = null;
    const slow = harness.start(
      around(['store', 'readRecord'], 'after', async () => {
        other = await remove(instance, 'second');
      }),
    );
    expect([await remove(slow, 'first'), other]).toEqual(['store_conflict', null]);
    expect((await named()).map(({ keyId }) => keyId)).toEqual(['first']);
  });

  test('keep the new key when an old one is removed while it is stored', async () => {
    await add(instance, 'second');
    let other: string | null = null;
    const slow = harness.start(
      around(['signingKeys', 'put'], 'after', async () => {
        other = await remove(instance, 'first');
      }),
    );
    expect([await add(slow, 'third'), other]).toEqual(['store_conflict', null]);
    expect(await add(slow, 'third')).toBeNull();
    expect((await named()).map(({ keyId }) => keyId)).toEqual(['third', 'second']);
  });
});
