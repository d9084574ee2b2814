import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { ACCOUNT_RECORD } from '../../shared/tokens/index.ts';
import { connectionIdOf } from '../../shared/tokens/model/identifiers.ts';
import { versionIn } from '../support/grant.ts';
import {
  authorize,
  BROWSER,
  codeOf,
  connectPurpose,
  goToGoogle,
  SALES,
  SUPPORT,
  useHarness,
} from './harness.ts';

const { harness, instance } = useHarness();
const at = () => ({ tokens: instance.tokens, google: harness.google });
const forSupport = connectPurpose({ kind: 'connect', expectedAddress: SUPPORT.address });
const answer = (state: string, code: string) =>
  instance.tokens.completeAuthorization({ state, browser: BROWSER, code, error: null });
const isUsable = async (id: string): Promise<boolean> => {
  const found = await instance.ports.store.readConnection(id);
  const grant = found && (await instance.ports.vault.get(versionIn(found.value)));
  return harness.google.isAlive(grant?.refreshToken ?? '');
};

describe('the grant of a refused consent', () => {
  test.each([
    ['of another account', { purpose: forSupport }, 'other_account'],
    ['with an unticked box', { consent: { scopes: ['openid', 'email'] } }, 'scope_missing'],
    [
      'without a lasting grant',
      { consent: { withoutRefreshToken: true } },
      'refresh_token_missing',
    ],
  ])('%s is revoked when nobody has connected its account', async (_what, about, code) => {
    await harness.connect(instance, SUPPORT);
    expect(await codeOf(authorize(at(), SALES, about))).toBe(code);
    expect(harness.google.calls.revoke).toBe(1);
    harness.clock.advance(1000);
    const connected = await harness.connect(instance, SALES);
    expect(await isUsable(connected.id)).toBe(true);
  });

  test('is revoked when its account was disconnected', async () => {
    const { id } = await harness.connect(instance, SALES);
    await instance.tokens.disconnect(id, null);
    harness.clock.advance(24 * 60 * 60_000);
    expect(await codeOf(authorize(at(), SALES, { purpose: forSupport }))).toBe('other_account');
    expect(harness.google.calls.revoke).toBe(2);
  });

  test('is left alone when its account is connected', async () => {
    const { id } = await harness.connect(instance, SALES);
    expect(await codeOf(authorize(at(), SALES, { purpose: forSupport }))).toBe('other_account');
    expect(harness.google.calls.revoke).toBe(0);
    expect(await isUsable(id)).toBe(true);
  });

  test('is left alone when nobody can say whose it is', async () => {
    const consent = { forgedIdentity: true };
    expect(await codeOf(authorize(at(), SALES, { consent }))).toBe('identity_unverified');
    expect(harness.google.calls.revoke).toBe(0);
  });

  test('does not hide the refusal when it cannot be revoked', async () => {
    harness.google.failRefresh('google_unavailable');
    expect(await codeOf(authorize(at(), SALES, { purpose: forSupport }))).toBe('other_account');
    expect(harness.google.calls.revoke).toBe(1);
  });

  test('of somebody who signs in stays, for no mailbox was to be connected', async () => {
    await authorize(at(), SALES, { purpose: { kind: 'sign_in' } });
    expect(harness.google.calls.revoke).toBe(0);
  });
});

describe('two consents of one account at the same time, of which one is refused', () => {
  /** Both have gone to Google; answers the good one's and the refused one's callbacks. */
  async function bothAtGoogle() {
    const refused = await goToGoogle(at(), forSupport);
    const refusedCode = harness.google.consent(SALES, { state: refused });
    const good = await goToGoogle(at());
    const goodCode = harness.google.consent(SALES, { state: good });
    return {
      refuse: () => codeOf(answer(refused, refusedCode)),
      connect: () => codeOf(answer(good, goodCode)),
    };
  }
  const connections = async () =>
    (await instance.ports.store.listConnections({ after: null, limit: 9 })).items;

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'never leave a connection with a dead grant (%i)',
    async () => {
      const { refuse, connect } = await bothAtGoogle();
      const [refused] = await Promise.all([refuse(), connect()]);
      expect(refused).toBe('other_account');
      for (const { id } of await connections()) expect(await isUsable(id)).toBe(true);
    },
  );

  test('the good one is asked to start again when its grant was revoked under way', async () => {
    const { refuse, connect } = await bothAtGoogle();
    const { oauth } = instance.ports;
    const revoke = oauth.revoke;
    let connected: Promise<string | null> = Promise.resolve(null);
    oauth.revoke = async (token) => {
      // Its code is exchanged before the revocation reaches Google.
      connected = connect();
      harness.clock.advance(1000);
      await connected;
      await revoke(token);
    };
    expect(await refuse()).toBe('other_account');
    expect(await connected).toBe('authorization_interrupted');
    expect(await connections()).toEqual([]);
  });

  test('nothing is revoked while the good one is being stored', async () => {
    const { refuse, connect } = await bothAtGoogle();
    const { vault } = instance.ports;
    const put = vault.put;
    vault.put = async (id, grant) => {
      expect(await refuse()).toBe('other_account');
      return put(id, grant);
    };
    expect(await connect()).toBeNull();
    expect(harness.google.calls.revoke).toBe(0);
    const [connection] = await connections();
    expect(await isUsable(connection?.id ?? '')).toBe(true);
  });

  test('a store that fails revokes nothing', async () => {
    const { store } = instance.ports;
    const writeRecord = store.writeRecord;
    store.writeRecord = (record, ...rest) =>
      record.kind.name === 'account'
        ? Promise.reject(new AppError('store_unavailable'))
        : writeRecord(record, ...rest);
    expect(await codeOf(authorize(at(), SALES, { purpose: forSupport }))).toBe('other_account');
    expect(harness.google.calls.revoke).toBe(0);
  });
});

describe('the record of what is done with an account', () => {
  const DAY = 24 * 60 * 60_000;
  const refuse = () => codeOf(authorize(at(), SALES, { purpose: forSupport }));

  /** Runs the work while the clock is far ahead. */
  async function ahead(work: () => Promise<unknown>): Promise<void> {
    harness.clock.advance(400 * DAY);
    await work();
    harness.clock.advance(75_000 - 400 * DAY);
  }

  test('of a clock that was ahead keeps nobody from connecting', async () => {
    await ahead(refuse);
    const { id } = await harness.connect(instance, SALES);
    expect(await isUsable(id)).toBe(true);
  });

  test('of a clock that was ahead keeps no refused grant alive', async () => {
    await ahead(() => harness.connect(instance, SALES));
    await instance.tokens.disconnect(connectionIdOf(SALES.subject), null);
    harness.clock.advance(DAY);
    const before = harness.google.calls.revoke;
    expect(await refuse()).toBe('other_account');
    expect(harness.google.calls.revoke).toBe(before + 1);
  });

  test.each([
    ['answered with a failure', 503, null],
    ['did not answer', null, 'authorization_interrupted'],
  ])(
    'when Google %s, the next consent waits only while the revocation may still arrive',
    async (...row) => {
      const [, status, code] = row;
      const { oauth } = instance.ports;
      const upstream = { service: 'google', endpoint: 'revocation', status } as const;
      oauth.revoke = () =>
        Promise.reject(
          new AppError('google_unavailable', {
            upstream: { ...upstream, error: null, subtype: null, description: null },
          }),
        );
      await refuse();
      harness.clock.advance(10_000);
      expect(await codeOf(harness.connect(instance, SALES))).toBe(code);
      harness.clock.advance(60_000);
      expect(await codeOf(harness.connect(instance, SALES))).toBeNull();
    },
  );

  test('when it is damaged, nothing is revoked and a consent replaces it', async () => {
    const id = connectionIdOf(SALES.subject);
    const value = { kind: 'damaged', until: new Date(0) } as const;
    await instance.ports.store.writeRecord(
      { kind: ACCOUNT_RECORD, id, value, expiresAt: new Date('2100-01-01') },
      null,
    );
    await refuse();
    expect(harness.google.calls.revoke).toBe(0);
    await harness.connect(instance, SALES);
    expect(await isUsable(id)).toBe(true);
  });
});
