import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from '@jest/globals';
import type { Connection, Mailbox } from '../../shared/tokens/index.ts';
import { versionIn } from '../support/grant.ts';
import {
  authorize,
  codeOf,
  connectPurpose,
  MINUTES_TO_VERDICT,
  runMinutes,
  SALES,
  SUPPORT,
  storedIn,
  useHarness,
} from './harness.ts';

const { harness, instance, directory } = useHarness();

/** The account was deleted, and another one made with its address. */
const MADE_AGAIN: Mailbox = { ...SUPPORT, subject: '100000000000000000032' };
let old: Connection;

beforeEach(async () => {
  old = await harness.connect(instance, SUPPORT);
  harness.clock.advance(1000);
});

const at = () => ({ tokens: instance.tokens, google: harness.google });
const reconnect = (about: object = {}) =>
  connectPurpose({
    kind: 'connect',
    connectionId: old.id,
    expectedAddress: SUPPORT.address,
    ...about,
  });
const find = async (address: string) => (await instance.ports.store.findByAddress(address))?.id;

test('a reconnect says that the address belongs to a new account, and changes nothing', async () => {
  await expect(authorize(at(), MADE_AGAIN, { purpose: reconnect() })).rejects.toMatchObject({
    code: 'account_replaced',
    detail: { address: SUPPORT.address, connectionId: old.id },
  });
  expect(await storedIn(instance, old.id)).toEqual(old);
});

test('an administrator who accepts the new account connects it, and the old connection ends', async () => {
  await codeOf(authorize(at(), MADE_AGAIN, { purpose: reconnect() }));
  harness.clock.advance(1000);
  const purpose = reconnect({ newAccount: true });
  const connected = await harness.connect(instance, MADE_AGAIN, { purpose });
  expect(connected).toMatchObject({ mailbox: MADE_AGAIN, status: 'active' });
  expect(connected.id).not.toBe(old.id);
  expect(await find(SUPPORT.address)).toBe(connected.id);
  expect((await storedIn(instance, old.id)).status).toBe('disconnected');
  const [ended] = await instance.ports.store.listEvents({ connectionId: old.id, limit: 1 });
  expect(ended).toMatchObject({ kind: 'disconnected', by: 'admin@example.com' });
  expect((await instance.tokens.accessTokenFor(connected.id)).value).toMatch(/access-token/);
});

test('accepting a new account is no leave for another address', async () => {
  const purpose = reconnect({ newAccount: true });
  expect(await codeOf(authorize(at(), SALES, { purpose }))).toBe('other_account');
  expect(await storedIn(instance, old.id)).toEqual(old);
});

test('accepting a new account reconnects the old one when that is chosen', async () => {
  const purpose = reconnect({ newAccount: true });
  const again = await harness.connect(instance, SUPPORT, { purpose });
  expect(again).toMatchObject({ id: old.id, status: 'active' });
});

test('connecting the address as any new mailbox ends an old connection whose grant is dead', async () => {
  await harness.connect(instance, SALES);
  harness.google.kill(SUPPORT);
  harness.clock.advance(60 * 60_000);
  await runMinutes(harness, instance, MINUTES_TO_VERDICT);
  expect((await storedIn(instance, old.id)).status).toBe('needs_reconnect');
  const purpose = connectPurpose({ kind: 'connect', expectedAddress: SUPPORT.address });
  const connected = await harness.connect(instance, MADE_AGAIN, { purpose });
  expect((await storedIn(instance, old.id)).status).toBe('disconnected');
  expect(await find(SUPPORT.address)).toBe(connected.id);
});

test('connecting the address as any new mailbox leaves a connection that works', async () => {
  await harness.connect(instance, MADE_AGAIN);
  expect(await storedIn(instance, old.id)).toEqual(old);
});

test('an old connection whose record is damaged ends too, with its grant', async () => {
  const grant = await instance.ports.vault.get(versionIn(old));
  const database = new DatabaseSync(join(directory(), 'connector.sqlite'));
  database.prepare('UPDATE connections SET document = ? WHERE id = ?').run('{}', old.id);
  database.close();
  const purpose = reconnect({ newAccount: true });
  const connected = await harness.connect(instance, MADE_AGAIN, { purpose });
  expect((await storedIn(instance, old.id)).status).toBe('disconnected');
  expect(harness.google.isAlive(grant?.refreshToken ?? '')).toBe(false);
  expect(await find(SUPPORT.address)).toBe(connected.id);
});

test('an old connection that works again by now stays', async () => {
  const { tokens, ports } = instance;
  const { store } = ports;
  const dead: Connection = { ...old, status: 'needs_reconnect' };
  const findByAddress = store.findByAddress;
  // It was dead when it was found, and has recovered since.
  store.findByAddress = async (address, besides) => (await findByAddress(address, besides)) && dead;
  const purpose = connectPurpose({ kind: 'connect', expectedAddress: SUPPORT.address });
  await authorize({ tokens, google: harness.google }, MADE_AGAIN, { purpose });
  expect((await storedIn(instance, old.id)).status).toBe('active');
});
