import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection, SecurityEventToken } from '../../shared/tokens/index.ts';
import { digestsIn, versionIn } from '../support/grant.ts';
import { codeOf, connectPurpose, SALES, SUPPORT, useHarness } from './harness.ts';

const { harness, instance } = useHarness();
let connection: Connection;

beforeEach(async () => {
  connection = await harness.connect(instance, SUPPORT);
  await harness.connect(instance, SALES);
  harness.clock.advance(60_000);
});

const stored = async (): Promise<Connection | undefined> =>
  (await instance.ports.store.readConnection(connection.id))?.value;
const kinds = async (): Promise<string[]> => {
  const of = { connectionId: connection.id, limit: 9 };
  return (await instance.ports.store.listEvents(of)).map(({ kind }) => kind);
};
let serial = 0;
const eventOf = (event: Partial<SecurityEventToken['events'][number]>): SecurityEventToken => ({
  jti: `event-${++serial}`,
  events: [{ kind: 'tokens_revoked', subject: null, token: null, ...event }],
});
const refreshTokenOf = async (connection: Connection): Promise<string> =>
  (await instance.ports.vault.get(versionIn(connection)))?.refreshToken ?? '';

describe('a security event that a grant was revoked', () => {
  test('makes one refusal enough for the verdict', async () => {
    harness.google.kill(SUPPORT);
    const event = eventOf({ subject: SUPPORT.subject });
    expect(await instance.tokens.takeSecurityEvents(event)).toBe('checked');
    expect(await stored()).toMatchObject({ status: 'needs_reconnect', accessToken: null });
    expect((await kinds()).toSorted()).toEqual(['connected', 'needs_reconnect', 'security_event']);
  });

  test('names the mailbox by the digest of its refresh token', async () => {
    harness.google.kill(SUPPORT);
    const token = { alg: 'hash' as const, value: digestsIn(connection)?.token ?? '' };
    const event = eventOf({ kind: 'token_revoked', token });
    expect(await instance.tokens.takeSecurityEvents(event)).toBe('checked');
    expect((await stored())?.status).toBe('needs_reconnect');
  });

  test('names the mailbox by the beginning of its refresh token', async () => {
    const value = (await refreshTokenOf(connection)).slice(0, 16);
    const event = eventOf({ kind: 'token_revoked', token: { alg: 'prefix', value } });
    expect(await instance.tokens.takeSecurityEvents(event)).not.toBe('foreign');
  });

  test('changes no status while the token endpoint accepts the grant, which is refreshed again soon', async () => {
    await instance.tokens.takeSecurityEvents(eventOf({ subject: SUPPORT.subject }));
    expect((await stored())?.status).toBe('active');
    const wait = Number((await stored())?.refreshDueAt) - harness.clock.now().getTime();
    expect(wait).toBeLessThanOrEqual(5 * 60_000);
  });

  test('does not concern a newer grant', async () => {
    const old = digestsIn(connection)?.token ?? '';
    const purpose = connectPurpose({ kind: 'connect', profile: 'everything' });
    await harness.connect(instance, SUPPORT, { purpose });
    const event = eventOf({ kind: 'token_revoked', token: { alg: 'hash', value: old } });
    expect(await instance.tokens.takeSecurityEvents(event)).toBe('foreign');
    expect(harness.google.calls.refresh).toBe(0);
  });

  test('is sent again by Google when a refresh is under way that may be older than the revocation', async () => {
    const { store } = instance.ports;
    const found = await store.readConnection(connection.id);
    if (!found) throw new Error('gone');
    const lease = {
      owner: 'one that died',
      expiresAt: new Date(harness.clock.now().getTime() + 44_000),
    };
    await store.writeConnection({ ...found.value, lease }, found.revision);
    harness.google.kill(SUPPORT);
    const event = eventOf({ subject: SUPPORT.subject });
    expect(await codeOf(instance.tokens.takeSecurityEvents(event))).toBe('connection_busy');
    harness.clock.advance(45_000);
    expect(await instance.tokens.takeSecurityEvents(event)).toBe('checked');
    expect((await stored())?.status).toBe('needs_reconnect');
  });

  test('causes few refreshes when it comes many times at the same time', async () => {
    const events = Array.from({ length: 20 }, () => eventOf({ subject: SUPPORT.subject }));
    const taken = events.map((event) => instance.tokens.takeSecurityEvents(event));
    expect(new Set(await Promise.all(taken))).toEqual(new Set(['checked']));
    expect(harness.google.calls.refresh).toBeLessThanOrEqual(3);
  });

  test('is handled once when it comes again', async () => {
    const event = eventOf({ subject: SUPPORT.subject });
    await instance.tokens.takeSecurityEvents(event);
    const asked = harness.google.calls.refresh;
    expect(await harness.start().tokens.takeSecurityEvents(event)).toBe('repeated');
    expect(harness.google.calls.refresh).toBe(asked);
  });

  test('is recorded once when it comes twice at the same time', async () => {
    const event = eventOf({ subject: SUPPORT.subject });
    await Promise.all(
      [instance, harness.start()].map(({ tokens }) => tokens.takeSecurityEvents(event)),
    );
    expect((await kinds()).filter((kind) => kind === 'security_event')).toHaveLength(1);
  });
});

describe('a security event', () => {
  test('that an account is enabled again makes its mailbox active', async () => {
    harness.google.failRefresh('grant_refused');
    await instance.tokens.takeSecurityEvents(eventOf({ subject: SUPPORT.subject }));
    expect((await stored())?.status).toBe('needs_reconnect');
    harness.google.failRefresh(null);
    const event = eventOf({ kind: 'account_enabled', subject: SUPPORT.subject });
    await instance.tokens.takeSecurityEvents(event);
    expect(await stored()).toMatchObject({ status: 'active', failure: null });
  });

  test.each([
    ['a stranger', { subject: '199999999999999999999' }],
    ['a token that is not ours', { token: { alg: 'hash', value: 'x' } } as const],
  ])('about %s is foreign', async (_, about) => {
    expect(await instance.tokens.takeSecurityEvents(eventOf(about))).toBe('foreign');
  });

  test('about a disconnected mailbox changes nothing', async () => {
    await instance.tokens.disconnect(connection.id, null);
    const event = eventOf({ subject: SUPPORT.subject });
    expect(await instance.tokens.takeSecurityEvents(event)).toBe('foreign');
    expect((await stored())?.status).toBe('disconnected');
  });

  test('that sessions ended is recorded, without a refresh', async () => {
    const event = eventOf({ kind: 'sessions_revoked', subject: SUPPORT.subject });
    expect(await instance.tokens.takeSecurityEvents(event)).toBe('noted');
    expect(harness.google.calls.refresh).toBe(0);
    expect((await kinds())[0]).toBe('security_event');
  });
});
