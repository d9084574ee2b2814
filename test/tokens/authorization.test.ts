import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connection, type ConnectPurpose, isSignIn } from '../../shared/tokens/index.ts';
import { stateOf } from '../../shared/tokens/model/identifiers.ts';
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

const MINUTE = 60_000;
const stored = async (id: string): Promise<Connection | undefined> =>
  (await instance.ports.store.readConnection(id))?.value;
const at = () => ({ tokens: instance.tokens, google: harness.google });
const answer = (state: string, about: object = {}) =>
  instance.tokens.completeAuthorization({
    state,
    browser: BROWSER,
    code: 'marked-code',
    error: null,
    ...about,
  });

describe('a one-time link', () => {
  const begin = async () =>
    (await instance.tokens.beginAuthorization(connectPurpose(), 'admin@example.com')).link;

  test('asks Google for state, nonce, an S256 challenge, and offline access', async () => {
    await goToGoogle(
      at(),
      connectPurpose({ kind: 'connect', expectedAddress: 'support@example.com' }),
    );
    expect(harness.google.asked.at(-1)).toEqual({
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      codeChallenge: expect.stringMatching(/^[\w-]{43}$/),
      scopes: ['openid', 'email', 'https://www.googleapis.com/auth/gmail.labels'],
      consent: 'force',
      loginHint: 'support@example.com',
    });
  });

  test('asks for the identity alone, and no refresh token, when somebody signs in', async () => {
    await goToGoogle(at(), { kind: 'sign_in' });
    expect(harness.google.asked.at(-1)).toMatchObject({
      scopes: ['openid', 'email'],
      consent: 'skip',
    });
  });

  test('opens again in the same browser, with the same request', async () => {
    const link = await begin();
    await instance.tokens.openAuthorization(link, BROWSER);
    await instance.tokens.openAuthorization(link, BROWSER);
    const [first, second] = harness.google.asked;
    expect(second).toEqual(first);
  });

  test('is refused in another browser', async () => {
    const link = await begin();
    await instance.tokens.openAuthorization(link, BROWSER);
    expect(await codeOf(instance.tokens.openAuthorization(link, 'stranger'))).toBe('link_used');
  });

  test('is bound to one of two browsers that open it at the same time', async () => {
    const link = await begin();
    const outcomes = await Promise.all(
      ['one', 'two'].map((browser) => codeOf(instance.tokens.openAuthorization(link, browser))),
    );
    expect(outcomes.sort()).toEqual(['link_used', null].sort());
  });

  test('is refused when it is unknown', async () => {
    expect(await codeOf(instance.tokens.openAuthorization('made-up', BROWSER))).toBe(
      'authorization_request_unknown',
    );
  });

  test('expires after a day', async () => {
    const link = await begin();
    harness.clock.advance(24 * 60 * MINUTE);
    expect(await codeOf(instance.tokens.openAuthorization(link, BROWSER))).toBe('link_expired');
    expect(await codeOf(instance.tokens.lookAtLink(link, null))).toBe('link_expired');
  });

  test('counts as expired when it looks like ours and its request was deleted', async () => {
    expect(await codeOf(instance.tokens.lookAtLink('a'.repeat(43), null))).toBe('link_expired');
  });

  test('says what it asks for, and is not used by that', async () => {
    const link = await begin();
    const seen = await instance.tokens.lookAtLink(link, null);
    expect(seen).toEqual({
      purpose: connectPurpose(),
      begunBy: 'admin@example.com',
      expiresAt: new Date(harness.clock.now().getTime() + 24 * 60 * MINUTE),
    });
    expect(harness.google.asked).toEqual([]);
    await instance.tokens.openAuthorization(link, BROWSER);
  });

  test('says it again to its own browser only, once it is opened', async () => {
    const link = await begin();
    await instance.tokens.openAuthorization(link, BROWSER);
    expect(await codeOf(instance.tokens.lookAtLink(link, BROWSER))).toBeNull();
    expect(await codeOf(instance.tokens.lookAtLink(link, 'stranger'))).toBe('link_used');
    expect(await codeOf(instance.tokens.lookAtLink(link, null))).toBe('link_used');
    harness.clock.advance(10 * MINUTE);
    expect(await codeOf(instance.tokens.lookAtLink(link, BROWSER))).toBe(
      'authorization_request_expired',
    );
  });

  test('that signs somebody in has no page', async () => {
    const { link } = await instance.tokens.beginAuthorization({ kind: 'sign_in' }, 'sign-in');
    expect(await codeOf(instance.tokens.lookAtLink(link, null))).toBe(
      'authorization_request_unknown',
    );
  });

  test('cannot be opened again after its use', async () => {
    const link = await begin();
    await instance.tokens.openAuthorization(link, BROWSER);
    const state = harness.google.asked.at(-1)?.state ?? '';
    await answer(state, { code: harness.google.consent(SUPPORT) });
    expect(await codeOf(instance.tokens.openAuthorization(link, BROWSER))).toBe(
      'authorization_request_consumed',
    );
  });

  test('is stored neither as the link nor as the state', async () => {
    const link = await begin();
    await instance.tokens.openAuthorization(link, BROWSER);
    const state = harness.google.asked.at(-1)?.state ?? '';
    expect(await instance.ports.store.readRequest(link)).toBeNull();
    expect(await instance.ports.store.readRequest(state)).toBeNull();
  });
});

describe('a link that is listed', () => {
  const make = (about: Partial<ConnectPurpose> = {}) =>
    instance.tokens.makeLink(
      { kind: 'connect', profile: 'probe', expectedAddress: null, connectionId: null, ...about },
      'admin@example.com',
    );
  const listed = async () => (await instance.tokens.listLinks()).map(({ id }) => id);
  const events = async () => {
    const all = await instance.ports.store.listEvents({ connectionId: null, limit: 9 });
    return all.map(({ kind, by, address }) => ({ kind, by, address }));
  };

  test('says for which mailbox, for what, by whom and until when, and is in the audit trail', async () => {
    const { id, expiresAt } = await make({ expectedAddress: 'sales@example.com', profile: 'send' });
    expect(await instance.tokens.listLinks()).toEqual([
      {
        id,
        mailbox: 'sales@example.com',
        connectionId: null,
        profile: 'send',
        begunBy: 'admin@example.com',
        madeAt: harness.clock.now(),
        expiresAt,
        openedAt: null,
        endedAt: null,
      },
    ]);
    expect(await events()).toEqual([
      { kind: 'link_made', by: 'admin@example.com', address: 'sales@example.com' },
    ]);
  });

  test('is listed as opened during its trip to Google, and leaves the list with its mailbox', async () => {
    const { link } = await make();
    await instance.tokens.openLink(link, BROWSER);
    expect(await instance.tokens.listLinks()).toMatchObject([{ openedAt: harness.clock.now() }]);
    await answer(stateOf(link), { code: harness.google.consent(SUPPORT) });
    expect(await listed()).toEqual([]);
  });

  test('leaves the list when it expires, or when its trip took too long', async () => {
    const opened = await make();
    const unopened = await make();
    await instance.tokens.openLink(opened.link, BROWSER);
    expect(await listed()).toHaveLength(2);
    harness.clock.advance(10 * MINUTE);
    expect(await listed()).toEqual([unopened.id]);
    harness.clock.advance(24 * 60 * MINUTE);
    expect(await listed()).toEqual([]);
  });

  test('is withdrawn before it is opened: it says so, and connects nothing', async () => {
    const { id, link } = await make({ expectedAddress: 'sales@example.com' });
    await instance.tokens.withdrawLink(id, 'other-admin@example.com');
    await instance.tokens.withdrawLink(id, 'other-admin@example.com');
    expect(await listed()).toEqual([]);
    expect(await codeOf(instance.tokens.lookAtLink(link, null))).toBe('link_withdrawn');
    expect(await codeOf(instance.tokens.openLink(link, BROWSER))).toBe('link_withdrawn');
    expect(harness.google.asked).toEqual([]);
    expect((await events()).filter(({ kind }) => kind === 'link_withdrawn')).toEqual([
      { kind: 'link_withdrawn', by: 'other-admin@example.com', address: 'sales@example.com' },
    ]);
  });

  test('is withdrawn while its owner is at Google: the answer connects nothing', async () => {
    const { id, link } = await make();
    await instance.tokens.openLink(link, BROWSER);
    await instance.tokens.withdrawLink(id, 'admin@example.com');
    const code = harness.google.consent(SUPPORT);
    expect(await codeOf(answer(stateOf(link), { code }))).toBe('link_withdrawn');
    expect(harness.google.calls.exchange).toBe(0);
  });

  test('cannot be withdrawn once it connected a mailbox, or when nobody made it', async () => {
    const { id, link } = await make();
    await instance.tokens.openLink(link, BROWSER);
    await answer(stateOf(link), { code: harness.google.consent(SUPPORT) });
    const withdraw = (what: string) =>
      codeOf(instance.tokens.withdrawLink(what, 'admin@example.com'));
    expect(await withdraw(id)).toBe('authorization_request_consumed');
    expect(await withdraw('nobody')).toBe('link_expired');
  });

  test('is not what an administrator makes who connects a mailbox directly', async () => {
    await harness.connect(instance, SUPPORT);
    expect(await listed()).toEqual([]);
  });
});

describe('a mailbox is connected', () => {
  test('with its grant in the vault and an access token ready', async () => {
    const connection = await harness.connect(instance, SUPPORT);
    expect(await stored(connection.id)).toEqual(connection);
    expect(connection).toMatchObject({
      mailbox: SUPPORT,
      status: 'active',
      profile: 'probe',
      generation: 1,
      failure: null,
    });
    const grant = await instance.ports.vault.get(versionIn(connection));
    expect(harness.google.isAlive(grant?.refreshToken ?? '')).toBe(true);
    expect((await instance.tokens.accessTokenFor(connection.id)).value).toMatch(/access-token/);
    expect(harness.google.calls.refresh).toBe(0);
  });

  test('only once: a second consent replaces the grant and destroys the old version', async () => {
    const first = await harness.connect(instance, SUPPORT);
    const second = await harness.connect(instance, SUPPORT);
    expect(second.id).toBe(first.id);
    expect(second.generation).toBe(first.generation + 1);
    expect(await instance.ports.vault.get(versionIn(first))).toBeNull();
    expect(await instance.ports.vault.versions(first.id)).toHaveLength(1);
  });

  test.each([
    ['maria.muster@googlemail.com', 'maria.muster@gmail.com'],
    ['mariamuster@gmail.com', 'Maria.Muster@gmail.com'],
    ['INFO@B\u00dcCHER.example', 'info@xn--bcher-kva.example'],
  ])('when %s is expected and Google proves %s', async (expectedAddress, address) => {
    const purpose = connectPurpose({ kind: 'connect', expectedAddress });
    const account = { ...SUPPORT, address };
    const connection = await harness.connect(instance, account, { purpose });
    expect(connection.mailbox.address).toBe(address);
  });

  test.each([
    ['support+sales@gmail.com', 'support@gmail.com'],
    ['maria.muster@example.com', 'mariamuster@example.com'],
  ])('but not when %s is expected and Google proves %s', async (expectedAddress, address) => {
    const purpose = connectPurpose({ kind: 'connect', expectedAddress });
    const account = { ...SUPPORT, address };
    expect(await codeOf(authorize(at(), account, { purpose }))).toBe('other_account');
  });

  test('by its sub: a renamed address is the same mailbox', async () => {
    const first = await harness.connect(instance, SUPPORT);
    const renamed = { ...SUPPORT, address: 'help@example.com' };
    const purpose = connectPurpose({
      kind: 'connect',
      connectionId: first.id,
      expectedAddress: SUPPORT.address,
    });
    const second = await harness.connect(instance, renamed, { purpose });
    expect(second.id).toBe(first.id);
    expect(second.mailbox.address).toBe('help@example.com');
  });

  test('with a generation that rises through a disconnect and another connect', async () => {
    const first = await harness.connect(instance, SUPPORT);
    await instance.tokens.disconnect(first.id, null);
    harness.clock.advance(MINUTE);
    const again = await harness.connect(instance, SUPPORT);
    expect(again.id).toBe(first.id);
    expect(again.generation).toBeGreaterThan(first.generation + 1);
    expect(again.status).toBe('active');
  });
});

describe('signing in', () => {
  test('proves an identity and stores nothing', async () => {
    const completed = await authorize(at(), SUPPORT, { purpose: { kind: 'sign_in' } });
    expect(completed).toEqual({ kind: 'signed_in', mailbox: SUPPORT });
    const listed = await instance.ports.store.listConnections({ after: null, limit: 9 });
    expect(listed.items).toEqual([]);
  });
});

describe('a callback that is repeated', () => {
  test('shows the outcome of the first in its own browser, without another exchange', async () => {
    const state = await goToGoogle(at(), connectPurpose());
    const code = harness.google.consent(SUPPORT);
    const first = await answer(state, { code });
    harness.clock.advance(23 * 60 * MINUTE);
    await instance.tokens.resumeAuthorizations(harness.clock.now());
    expect(await answer(state, { code })).toEqual(first);
    expect(harness.google.calls.exchange).toBe(1);
  });

  test.each([
    ['another browser', 'stranger'],
    ['no browser', null],
  ])('shows nothing to %s', async (_, browser) => {
    const state = await goToGoogle(at(), connectPurpose());
    const code = harness.google.consent(SUPPORT);
    await answer(state, { code });
    expect(await codeOf(answer(state, { code, browser }))).toBe('authorization_request_consumed');
  });

  test('claims nothing of a mailbox that was disconnected since', async () => {
    const state = await goToGoogle(at(), connectPurpose());
    const code = harness.google.consent(SUPPORT);
    const completed = await answer(state, { code });
    if (completed.kind !== 'connected') throw new Error('not connected');
    await instance.tokens.disconnect(completed.connection.id, null);
    expect(await codeOf(answer(state, { code }))).toBe('authorization_request_consumed');
  });
});

describe('a callback with another account', () => {
  let before: Connection;
  let reconnect: ReturnType<typeof connectPurpose>;

  beforeEach(async () => {
    before = await harness.connect(instance, SUPPORT);
    reconnect = connectPurpose({
      kind: 'connect',
      connectionId: before.id,
      expectedAddress: SUPPORT.address,
    });
  });
  afterEach(async () => {
    expect(await stored(before.id)).toEqual(before);
    const grant = await instance.ports.vault.get(versionIn(before));
    expect(harness.google.isAlive(grant?.refreshToken ?? '')).toBe(true);
  });

  test('refuses another account than the one to reconnect, and names both addresses', async () => {
    const work = authorize(at(), SALES, { purpose: reconnect });
    await expect(work).rejects.toMatchObject({
      code: 'other_account',
      detail: { expected: SUPPORT.address, chosen: SALES.address },
    });
  });

  test('refuses another account than the address that a link was made for', async () => {
    const purpose = connectPurpose({ kind: 'connect', expectedAddress: 'Support@Example.com' });
    const work = authorize(at(), SALES, { purpose });
    await expect(work).rejects.toMatchObject({
      code: 'other_account',
      detail: { expected: 'Support@Example.com', chosen: SALES.address },
    });
  });
});

describe('signing in without a stored request', () => {
  const begin = async () => (await instance.tokens.beginSignIn()).trip;
  const complete = (trips: Parameters<typeof instance.tokens.completeSignIn>[0], about = {}) =>
    codeOf(
      instance.tokens.completeSignIn(trips, {
        state: trips[0]?.state ?? '',
        code: 'marked-code',
        error: null,
        ...about,
      }),
    );

  test('asks Google for the identity alone, with state, nonce and an S256 challenge', async () => {
    const { state, nonce } = await begin();
    expect(harness.google.asked.at(-1)).toEqual({
      state,
      nonce,
      codeChallenge: expect.stringMatching(/^[\w-]{43}$/),
      scopes: ['openid', 'email'],
      consent: 'skip',
      loginHint: null,
    });
    expect(isSignIn(state)).toBe(true);
    expect(state).toMatch(/^sign-in\.[\w-]{43}$/);
  });

  test('refuses an answer to no trip of this browser, or after ten minutes', async () => {
    const trip = await begin();
    expect(await complete([], { state: trip.state })).toBe('authorization_request_foreign');
    expect(await complete([trip], { state: (await begin()).state })).toBe(
      'authorization_request_foreign',
    );
    harness.clock.advance(10 * MINUTE);
    expect(await complete([trip])).toBe('authorization_request_expired');
  });

  test('refuses what Google refuses', async () => {
    const trip = await begin();
    expect(await complete([trip], { error: 'access_denied' })).toBe('authorization_denied');
    expect(await complete([trip], { error: 'org_internal' })).toBe('authorization_refused');
    expect(await complete([trip], { code: null })).toBe('code_refused');
  });
});

describe('a callback that changes nothing and revokes nothing', () => {
  let before: Connection;
  let reconnect: ReturnType<typeof connectPurpose>;

  beforeEach(async () => {
    before = await harness.connect(instance, SUPPORT);
    reconnect = connectPurpose({
      kind: 'connect',
      connectionId: before.id,
      expectedAddress: SUPPORT.address,
    });
  });
  afterEach(async () => {
    expect(await stored(before.id)).toEqual(before);
    const grant = await instance.ports.vault.get(versionIn(before));
    expect(harness.google.isAlive(grant?.refreshToken ?? '')).toBe(true);
    expect(harness.google.calls.revoke).toBe(0);
  });

  test('refuses an unknown state', async () => {
    expect(await codeOf(answer('made-up'))).toBe('authorization_request_unknown');
  });

  test('refuses a state whose link was never opened', async () => {
    const { link } = await instance.tokens.beginAuthorization(reconnect, 'admin@example.com');
    expect(await codeOf(answer(stateOf(link)))).toBe('authorization_request_unknown');
  });

  test.each([
    ['another browser', 'stranger'],
    ['no browser', null],
  ])('refuses %s, and the right browser can still finish', async (_, browser) => {
    const state = await goToGoogle(at(), reconnect);
    expect(await codeOf(answer(state, { browser }))).toBe('authorization_request_foreign');
    expect(harness.google.calls.exchange).toBe(1);
    expect(await codeOf(answer(state, { code: null, error: 'access_denied' }))).toBe(
      'authorization_denied',
    );
  });

  test('refuses an expired state', async () => {
    const state = await goToGoogle(at(), reconnect);
    harness.clock.advance(10 * MINUTE);
    expect(await codeOf(answer(state))).toBe('authorization_request_expired');
  });

  test('refuses a callback with neither code nor error, and accepts the state afterwards', async () => {
    const state = await goToGoogle(at(), reconnect);
    expect(await codeOf(answer(state, { code: null }))).toBe('code_refused');
    expect(await codeOf(answer(state, { code: null, error: 'access_denied' }))).toBe(
      'authorization_denied',
    );
  });

  test('reports that the owner cancelled', async () => {
    const state = await goToGoogle(at(), reconnect);
    expect(await codeOf(answer(state, { code: null, error: 'access_denied' }))).toBe(
      'authorization_denied',
    );
    expect(await codeOf(answer(state))).toBe('authorization_request_consumed');
  });

  test('reports the reason that Google refuses for', async () => {
    const state = await goToGoogle(at(), reconnect);
    const work = answer(state, { code: null, error: 'admin_policy_enforced' });
    await expect(work).rejects.toMatchObject({
      code: 'authorization_refused',
      upstream: { endpoint: 'authorization', error: 'admin_policy_enforced' },
    });
  });

  test('refuses a code that Google does not know', async () => {
    const state = await goToGoogle(at(), reconnect);
    expect(await codeOf(answer(state))).toBe('code_refused');
    expect(await codeOf(answer(state))).toBe('authorization_request_consumed');
  });

  test('refuses a consent with an unticked scope', async () => {
    const consent = { scopes: ['openid', 'email'] };
    const work = authorize(at(), SUPPORT, { purpose: reconnect, consent });
    await expect(work).rejects.toMatchObject({
      code: 'scope_missing',
      detail: { missing: ['https://www.googleapis.com/auth/gmail.labels'] },
    });
  });

  test('refuses an answer without a refresh token when there is no healthy grant to keep', async () => {
    const consent = { withoutRefreshToken: true };
    const purpose = connectPurpose({ kind: 'connect', profile: 'everything' });
    expect(await codeOf(authorize(at(), SUPPORT, { purpose, consent }))).toBe(
      'refresh_token_missing',
    );
  });

  test('refuses an id_token with another nonce', async () => {
    const consent = { forgedIdentity: true };
    expect(await codeOf(authorize(at(), SUPPORT, { purpose: reconnect, consent }))).toBe(
      'identity_unverified',
    );
  });

  test('exchanges the code once when the callback comes three times at the same time', async () => {
    const state = await goToGoogle(at(), connectPurpose());
    const code = harness.google.consent(SALES);
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(answer(state, { code }))));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(harness.google.calls.exchange).toBe(2);
  });
});
