import { expect, test } from '@jest/globals';
import type { Mailbox } from '../../shared/tokens/index.ts';
import { connectPurpose, SALES, SUPPORT, storedIn, useHarness } from './harness.ts';

const { harness, instance } = useHarness();
const RENAMED: Mailbox = { ...SUPPORT, address: 'help@example.com' };

const eventsOf = async (connectionId: string) =>
  (await instance.ports.store.listEvents({ connectionId, limit: 9 })).map((event) => ({
    kind: event.kind,
    address: event.address,
    from: event.change?.of === 'address' ? event.change.from : null,
    by: event.by,
  }));
const find = async (address: string) =>
  (await instance.ports.store.findByAddress(address))?.id ?? null;

test('the address follows the account with its next refresh, and the event names both', async () => {
  const { id } = await harness.connect(instance, SUPPORT);
  harness.google.proveOnRefresh(RENAMED);
  await instance.tokens.refreshOne(id);
  const stored = await storedIn(instance, id);
  expect(stored).toMatchObject({ mailbox: RENAMED, status: 'active', lease: null });
  expect(stored.accessToken?.value).toMatch(/access-token/);
  expect(await find('help@example.com')).toBe(id);
  expect(await find('support@example.com')).toBeNull();
  const renamed = {
    kind: 'address_changed',
    address: 'help@example.com',
    from: 'support@example.com',
    by: null,
  };
  expect(await eventsOf(id)).toEqual([renamed, expect.objectContaining({ kind: 'connected' })]);
  await instance.tokens.refreshOne(id);
  expect(await eventsOf(id)).toHaveLength(2);
});

test('the address follows the account with its next consent', async () => {
  const { id } = await harness.connect(instance, SUPPORT);
  harness.clock.advance(1000);
  const purpose = connectPurpose({
    kind: 'connect',
    connectionId: id,
    expectedAddress: SUPPORT.address,
  });
  const again = await harness.connect(instance, RENAMED, { purpose });
  expect(again).toMatchObject({ id, mailbox: RENAMED });
  expect(await find('help@example.com')).toBe(id);
  expect(await eventsOf(id)).toContainEqual({
    kind: 'address_changed',
    address: 'help@example.com',
    from: 'support@example.com',
    by: 'help@example.com',
  });
  expect((await eventsOf(id)).filter(({ kind }) => kind === 'connected')).toHaveLength(2);
});

test('another spelling of the address is stored and is no event', async () => {
  const { id } = await harness.connect(instance, SUPPORT);
  harness.google.proveOnRefresh({ ...SUPPORT, address: 'Support@Example.com' });
  await instance.tokens.refreshOne(id);
  expect((await storedIn(instance, id)).mailbox.address).toBe('Support@Example.com');
  expect(await eventsOf(id)).toHaveLength(1);
});

test('a domain that becomes a Workspace is stored', async () => {
  const { id } = await harness.connect(instance, { ...SUPPORT, hostedDomain: null });
  harness.google.proveOnRefresh(SUPPORT);
  await instance.tokens.refreshOne(id);
  expect((await storedIn(instance, id)).mailbox).toEqual(SUPPORT);
});

test.each([
  ['names another account', SALES, null],
  ['has a nonce, and so was not made for a refresh', RENAMED, 'nonce'],
])('an id_token that %s changes nothing, and the refresh is good', async (_what, who, nonce) => {
  const { id } = await harness.connect(instance, SUPPORT);
  const before = await storedIn(instance, id);
  harness.google.proveOnRefresh(who, nonce);
  expect((await instance.tokens.refreshOne(id)).kind).toBe('refreshed');
  const after = await storedIn(instance, id);
  expect(after.mailbox).toEqual(SUPPORT);
  expect(after.accessToken?.value).not.toBe(before.accessToken?.value);
});
