import { beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import type { Connection, Delegation, NewKey } from '../../shared/tokens/index.ts';
import { REFUSALS } from './fake-service-accounts.ts';
import { codeOf, runMinutes, SALES, SUPPORT, storedIn, useHarness } from './harness.ts';

const HOUR = 60 * 60_000;
const ADMIN = 'admin@example.com';
const SERVICE_ACCOUNT = 'mail@project.iam.gserviceaccount.com';
const { harness, instance } = useHarness();

const key = (name: string, about: Partial<NewKey> = {}): NewKey => ({
  format: 'json',
  privateKey: `marked-key-${name}`,
  keyId: name,
  fingerprint: name.repeat(8),
  madeAt: null,
  serviceAccount: SERVICE_ACCOUNT,
  ...about,
});

const add = (about: object = {}): Promise<Delegation> =>
  instance.tokens.addDelegation(
    {
      serviceAccount: SERVICE_ACCOUNT,
      clientId: '100000000000000000001',
      domains: ['example.com'],
      profile: 'probe',
      key: key('first'),
      ...about,
    },
    ADMIN,
  );

const delegate = async ({ id }: Delegation, address = SUPPORT.address): Promise<Connection> => {
  const delegating = { delegationId: id, address, by: ADMIN };
  return (await instance.tokens.connectByDelegation(delegating)).connection;
};

const kindsOf = async (connectionId: string | null) =>
  (await instance.ports.store.listEvents({ connectionId, limit: 50 })).map(({ kind }) => kind);
const delegationEvents = async () =>
  (await kindsOf(null)).filter((kind) => kind.startsWith('delegation_'));

beforeEach(() => {
  harness.serviceAccounts.addMailbox(SUPPORT, ['help@example.com']);
  harness.serviceAccounts.delegate('example.com');
});

describe('a delegation', () => {
  test('is stored without its key, which is in the vault', async () => {
    const delegation = await add();
    const [listed] = await instance.tokens.listDelegations();
    expect(listed).toEqual(delegation);
    expect(JSON.stringify(listed)).not.toContain('marked-');
    const [stored] = delegation.keys;
    expect(await instance.ports.signingKeys.get(stored?.version ?? '')).toEqual({
      privateKey: 'marked-key-first',
      keyId: 'first',
    });
    expect(await delegationEvents()).toEqual(['delegation_added']);
  });

  test.each([
    ['service_account_malformed', { serviceAccount: 'not an address', key: null }],
    ['client_id_malformed', { clientId: SERVICE_ACCOUNT }],
    ['domains_malformed', { domains: [] }],
    ['domains_malformed', { domains: ['example.com', 'nodots'] }],
    [
      'signing_key_of_another_account',
      { key: key('x', { serviceAccount: 'other@p.iam.gserviceaccount.com' }) },
    ],
  ])('is refused with %s, and leaves nothing in the vault', async (code, about) => {
    expect(await codeOf(add(about))).toBe(code);
    expect(await instance.tokens.listDelegations()).toEqual([]);
    expect(await delegationEvents()).toEqual([]);
  });

  test('is not added a second time, however the address is written', async () => {
    const { id } = await add();
    expect(await codeOf(add({ serviceAccount: SERVICE_ACCOUNT.toUpperCase() }))).toBe(
      'delegation_exists',
    );
    expect(await instance.ports.signingKeys.versions(id)).toHaveLength(1);
  });

  test('keeps domains in lower case, once each, without the @ that people type', async () => {
    const { domains } = await add({ domains: ['@Example.com', 'example.com ', 'Example.JP'] });
    expect(domains).toEqual(['example.com', 'example.jp']);
  });

  test('is not removed while a mailbox uses it; once removed it can be added again', async () => {
    const delegation = await add();
    const { id } = await delegate(delegation);
    expect(await codeOf(instance.tokens.removeDelegation(delegation.id, ADMIN))).toBe(
      'delegation_in_use',
    );
    await instance.tokens.disconnect(id, ADMIN);
    await instance.tokens.removeDelegation(delegation.id, ADMIN);
    expect(await instance.tokens.listDelegations()).toEqual([]);
    expect(await instance.ports.signingKeys.versions(delegation.id)).toEqual([]);
    expect((await add()).keys).toHaveLength(1);
  });

  test('that is removed while a mailbox is being connected by it leaves the mailbox what it was', async () => {
    const delegation = await add();
    const consented = await harness.connect(instance, SUPPORT);
    const racing = harness.start((ports) => ({
      ...ports,
      store: {
        ...ports.store,
        writeConnection: async (...write) => {
          const [connection] = write;
          if (connection.grant.kind === 'delegation') {
            await instance.tokens.removeDelegation(delegation.id, ADMIN);
          }
          return ports.store.writeConnection(...write);
        },
      },
    }));
    const delegating = { delegationId: delegation.id, address: SUPPORT.address, by: ADMIN };
    expect(await codeOf(racing.tokens.connectByDelegation(delegating))).toBe('delegation_unknown');
    expect(await storedIn(instance, consented.id)).toMatchObject({ grant: consented.grant });
    expect(await instance.tokens.refreshOne(consented.id)).toMatchObject({ kind: 'refreshed' });
    harness.serviceAccounts.addMailbox(SALES);
    expect(
      await codeOf(racing.tokens.connectByDelegation({ ...delegating, address: SALES.address })),
    ).toBe('delegation_unknown');
  });

  test('is not removed when a mailbox is connected by it at the same moment', async () => {
    const delegation = await add();
    let connect: (() => Promise<unknown>) | null = () => delegate(delegation);
    const racing = harness.start((ports) => ({
      ...ports,
      store: {
        ...ports.store,
        writeRecord: async (...write) => {
          const [first] = [connect];
          connect = null;
          await first?.();
          return ports.store.writeRecord(...write);
        },
      },
    }));
    expect(await codeOf(racing.tokens.removeDelegation(delegation.id, ADMIN))).toBe(
      'delegation_in_use',
    );
    const [listed] = await instance.tokens.listDelegations();
    expect(listed).toEqual(delegation);
    expect(await instance.ports.signingKeys.versions(delegation.id)).toHaveLength(1);
  });

  test('that is added again while its keys are being destroyed keeps the new key', async () => {
    const { id } = await add();
    const racing = harness.start((ports) => ({
      ...ports,
      signingKeys: {
        ...ports.signingKeys,
        destroy: async (version) => {
          await add({ key: key('second') });
          await ports.signingKeys.destroy(version);
        },
      },
    }));
    await racing.tokens.removeDelegation(id, ADMIN);
    const [listed] = await instance.tokens.listDelegations();
    const [stored] = listed?.keys ?? [];
    expect(await instance.ports.signingKeys.get(stored?.version ?? '')).toMatchObject({
      keyId: 'second',
    });
  });

  test('whose key a crash left in the vault gets rid of it with the next key', async () => {
    const { id } = await add();
    await instance.ports.signingKeys.put(id, { privateKey: 'marked-orphan', keyId: null });
    harness.clock.advance(2 * HOUR);
    await instance.tokens.addKey(id, { key: key('second'), by: ADMIN });
    expect(await instance.ports.signingKeys.versions(id)).toHaveLength(2);
  });

  test('whose record cannot be written leaves no key behind', async () => {
    const failing = harness.start((ports) => ({
      ...ports,
      store: {
        ...ports.store,
        writeRecord: () => Promise.reject(new AppError('store_unavailable')),
      },
    }));
    const adding = failing.tokens.addDelegation(
      {
        serviceAccount: SERVICE_ACCOUNT,
        clientId: null,
        domains: ['example.com'],
        profile: 'probe',
        key: key('first'),
      },
      ADMIN,
    );
    expect(await codeOf(adding)).toBe('store_unavailable');
    const { id } = await add();
    expect(await instance.ports.signingKeys.versions(id)).toHaveLength(1);
  });
});

describe('keys of a delegation', () => {
  test('a new key signs from now on, beside the old one, and the old one can be removed', async () => {
    const delegation = await add();
    const { id } = await delegate(delegation);
    const changed = await instance.tokens.addKey(delegation.id, { key: key('second'), by: ADMIN });
    expect(changed.keys.map(({ keyId }) => keyId)).toEqual(['second', 'first']);
    await instance.tokens.refreshOne(id);
    expect(harness.serviceAccounts.requests.at(-1)?.signer).toMatchObject({ keyId: 'second' });
    await instance.tokens.removeKey(delegation.id, { fingerprint: 'first'.repeat(8), by: ADMIN });
    expect(await instance.tokens.refreshOne(id)).toMatchObject({ kind: 'refreshed' });
    expect(await instance.ports.signingKeys.versions(delegation.id)).toHaveLength(1);
  });

  test('a new key that Google refuses for a connected mailbox is not stored', async () => {
    const delegation = await add();
    await delegate(delegation);
    harness.serviceAccounts.endKey('marked-key-second');
    const adding = instance.tokens.addKey(delegation.id, { key: key('second'), by: ADMIN });
    expect(await codeOf(adding)).toBe('grant_refused');
    expect((await instance.tokens.listDelegations())[0]?.keys).toHaveLength(1);
    expect(await instance.ports.signingKeys.versions(delegation.id)).toHaveLength(1);
  });

  test('a key that was deleted at Google first interrupts nothing while another one is good', async () => {
    const delegation = await add();
    const { id } = await delegate(delegation);
    await instance.tokens.addKey(delegation.id, { key: key('second'), by: ADMIN });
    harness.serviceAccounts.endKey('marked-key-second');
    expect(await instance.tokens.refreshOne(id)).toMatchObject({ kind: 'refreshed' });
    expect(harness.serviceAccounts.requests.at(-1)?.signer).toMatchObject({ keyId: 'first' });
  });

  test('the last key is not removed, an unknown one is not found, and one is not added twice', async () => {
    const { id } = await add();
    const first = 'first'.repeat(8);
    expect(await codeOf(instance.tokens.removeKey(id, { fingerprint: first, by: ADMIN }))).toBe(
      'signing_key_last',
    );
    expect(await codeOf(instance.tokens.removeKey(id, { fingerprint: 'none', by: ADMIN }))).toBe(
      'signing_key_unknown',
    );
    expect(await codeOf(instance.tokens.addKey(id, { key: key('first'), by: ADMIN }))).toBe(
      'signing_key_known',
    );
  });

  test('a key that is replaced while another instance reads its delegation makes no refresh fail', async () => {
    const delegation = await add();
    const { id } = await delegate(delegation);
    harness.clock.advance(2 * HOUR);
    let isReplaced = false;
    const replaceOnce = async (): Promise<void> => {
      if (isReplaced) return;
      isReplaced = true;
      await instance.tokens.addKey(delegation.id, { key: key('second'), by: ADMIN });
      await instance.tokens.removeKey(delegation.id, { fingerprint: 'first'.repeat(8), by: ADMIN });
    };
    const slow = harness.start((ports) => ({
      ...ports,
      signingKeys: {
        ...ports.signingKeys,
        get: async (version) => {
          await replaceOnce();
          return ports.signingKeys.get(version);
        },
      },
    }));
    await slow.tokens.accessTokenFor(id);
    expect(harness.serviceAccounts.requests.at(-1)?.signer).toMatchObject({ keyId: 'second' });
    expect(await storedIn(instance, id)).toMatchObject({ status: 'active', failure: null });
  });

  test('a key that the vault has lost is our fault to mend, and ends no mailbox', async () => {
    const delegation = await add();
    const { id } = await delegate(delegation);
    await instance.ports.signingKeys.destroy(delegation.keys[0]?.version ?? '');
    harness.clock.advance(HOUR);
    await runMinutes(harness, harness.start(), 5);
    expect(await storedIn(instance, id)).toMatchObject({
      status: 'active',
      failure: { code: 'signing_key_lost' },
    });
  });
});

describe('connecting a mailbox by delegation', () => {
  test('stores a token at once, and the scopes of the delegation', async () => {
    const connection = await delegate(await add({ profile: 'receive_and_send' }));
    expect(connection).toMatchObject({
      mailbox: SUPPORT,
      status: 'active',
      profile: 'receive_and_send',
      grant: { kind: 'delegation' },
    });
    const token = await instance.tokens.accessTokenFor(connection.id);
    expect(token.value).toMatch(/^marked-delegated/);
    expect(await kindsOf(connection.id)).toEqual(['connected']);
  });

  test.each([
    ['address_malformed', 'support'],
    ['address_outside_domains', 'support@elsewhere.example'],
    ['address_is_alias', 'help@example.com'],
    ['grant_refused', 'nobody@example.com'],
  ])('is refused with %s, and stores nothing', async (code, address) => {
    expect(await codeOf(delegate(await add(), address))).toBe(code);
    expect(await instance.ports.store.countConnections({ health: null, address: null })).toBe(0);
  });

  test('goes on being refreshed without an owner', async () => {
    const { id } = await delegate(await add());
    for (let hour = 0; hour < 5; hour++) {
      harness.clock.advance(HOUR);
      await runMinutes(harness, instance, 2);
    }
    const { status, failure, refreshedAt } = await storedIn(instance, id);
    expect({ status, failure }).toEqual({ status: 'active', failure: null });
    expect(harness.clock.now().getTime() - (refreshedAt?.getTime() ?? 0)).toBeLessThan(2 * HOUR);
  });
});

describe('switching the method', () => {
  test('from consent to delegation revokes the consent, after the delegation is stored', async () => {
    const consented = await harness.connect(instance, SUPPORT);
    const [version] = await instance.ports.vault.versions(consented.id);
    const grant = await instance.ports.vault.get(version?.name ?? '');
    const { id } = await add();
    const delegating = { delegationId: id, address: SUPPORT.address, by: ADMIN };
    const switched = await instance.tokens.connectByDelegation(delegating);
    expect(switched).toMatchObject({
      again: true,
      revoked: true,
      connection: { id: consented.id },
    });
    expect(harness.google.isAlive(grant?.refreshToken ?? '')).toBe(false);
    expect(await instance.ports.vault.versions(consented.id)).toEqual([]);
    const [event] = await instance.ports.store.listEvents({ connectionId: consented.id, limit: 1 });
    expect(event).toMatchObject({
      kind: 'connected',
      again: true,
      change: { of: 'method', from: 'consent', to: 'delegation' },
    });
  });

  test('that is refused leaves the consent as it was', async () => {
    const consented = await harness.connect(instance, SUPPORT);
    const delegation = await add();
    harness.serviceAccounts.delegate('example.com', false);
    expect(await codeOf(delegate(delegation))).toBe('client_refused');
    expect(await storedIn(instance, consented.id)).toEqual(consented);
    expect(await instance.tokens.refreshOne(consented.id)).toMatchObject({ kind: 'refreshed' });
  });

  test('that cannot revoke the consent says so', async () => {
    await harness.connect(instance, SUPPORT);
    const { id } = await add();
    harness.google.failRefresh('google_unavailable');
    const delegating = { delegationId: id, address: SUPPORT.address, by: ADMIN };
    expect(await instance.tokens.connectByDelegation(delegating)).toMatchObject({ revoked: false });
  });

  test('back to consent keeps the delegation until the owner has consented', async () => {
    const { id } = await delegate(await add());
    expect(await storedIn(instance, id)).toMatchObject({ grant: { kind: 'delegation' } });
    const back = await harness.connect(instance, SUPPORT);
    expect(back).toMatchObject({ id, grant: { kind: 'consent' }, grantsMinted: 1 });
    expect(await instance.tokens.refreshOne(id)).toMatchObject({ kind: 'refreshed' });
  });
});

describe('a fallback', () => {
  const dieAndRun = async () => {
    harness.google.kill(SUPPORT);
    harness.clock.advance(HOUR);
    await runMinutes(harness, instance, 6);
  };

  test('takes over when the consent dies, with one event and no pause', async () => {
    const { id } = await harness.connect(instance, SUPPORT);
    const delegation = await add();
    await instance.tokens.nameFallback(id, { delegationId: delegation.id, by: ADMIN });
    await dieAndRun();
    expect(await storedIn(instance, id)).toMatchObject({
      status: 'active',
      failure: null,
      grant: { kind: 'delegation', delegationId: delegation.id },
    });
    expect(await kindsOf(id)).toEqual(['fallback_took_over', 'fallback_changed', 'connected']);
    expect(await instance.ports.vault.versions(id)).toEqual([]);
  });

  test('stays named after the owner consents again', async () => {
    const { id } = await harness.connect(instance, SUPPORT);
    const delegation = await add();
    await instance.tokens.nameFallback(id, { delegationId: delegation.id, by: ADMIN });
    await dieAndRun();
    harness.clock.advance(3 * HOUR);
    await harness.connect(instance, SUPPORT);
    await dieAndRun();
    expect(await kindsOf(id)).toEqual([
      'fallback_took_over',
      'connected',
      'fallback_took_over',
      'fallback_changed',
      'connected',
    ]);
  });

  test('that gets no token either leaves the owner to act on the consent', async () => {
    const { id } = await harness.connect(instance, SUPPORT);
    const delegation = await add();
    await instance.tokens.nameFallback(id, { delegationId: delegation.id, by: ADMIN });
    harness.serviceAccounts.refuse(() => REFUSALS.keyBroken);
    await dieAndRun();
    expect(await storedIn(instance, id)).toMatchObject({
      status: 'needs_reconnect',
      failure: { code: 'grant_refused', upstream: null },
      grant: { kind: 'consent' },
    });
  });

  test('is proved when it is named, and can be withdrawn', async () => {
    const { id } = await harness.connect(instance, SUPPORT);
    const delegation = await add();
    harness.serviceAccounts.delegate('example.com', false);
    const naming = instance.tokens.nameFallback(id, { delegationId: delegation.id, by: ADMIN });
    expect(await codeOf(naming)).toBe('client_refused');
    harness.serviceAccounts.delegate('example.com');
    await instance.tokens.nameFallback(id, { delegationId: delegation.id, by: ADMIN });
    await instance.tokens.nameFallback(id, { delegationId: null, by: ADMIN });
    await dieAndRun();
    expect((await storedIn(instance, id)).status).toBe('needs_reconnect');
  });
});

describe('security events about a delegated mailbox', () => {
  test('that concern tokens of the OAuth client ask Google for nothing', async () => {
    const { id } = await delegate(await add());
    const sent = harness.serviceAccounts.requests.length;
    const events = [{ kind: 'tokens_revoked' as const, subject: SUPPORT.subject, token: null }];
    expect(await instance.tokens.takeSecurityEvents({ jti: 'one', events })).toBe('noted');
    expect(harness.serviceAccounts.requests).toHaveLength(sent);
    expect((await storedIn(instance, id)).status).toBe('active');
  });
});
