import { expect, test } from '@jest/globals';
import { openBrowser } from '../support/google-consent.ts';
import {
  EMAIL,
  LABELS,
  OTHER_CLIENT,
  READONLY,
  SUPPORT,
  startGoogle,
  type TestGoogle,
} from './emulated-google.ts';

test('a consent comes back with code, state, scope and issuer', async () => {
  const google = await startGoogle();
  const { searchParams, pathname } = await google.consent();
  expect(pathname).toBe('/oauth-callback');
  expect(Object.fromEntries(searchParams)).toMatchObject({
    code: expect.stringMatching(/^4\/0A/),
    state: 'state-1',
    iss: 'https://accounts.google.com',
    scope: `openid ${EMAIL} ${LABELS}`,
    hd: 'example.com',
    prompt: 'consent',
  });
});

test('Cancel redirects with access_denied', async () => {
  const google = await startGoogle();
  const { searchParams } = await google.consent({ cancel: true });
  expect(searchParams.get('error')).toBe('access_denied');
  expect(searchParams.get('state')).toBe('state-1');
  expect(searchParams.has('code')).toBe(false);
});

test('granular consent grants and reports only the ticked scopes', async () => {
  const google = await startGoogle();
  const tokens = await google.connect({
    changes: { scope: `openid email ${LABELS} ${READONLY}` },
    scopes: [EMAIL, LABELS],
  });
  expect(tokens['scope']).toBe(`openid ${EMAIL} ${LABELS}`);
});

test('a consent with nothing ticked, without openid, is a refusal', async () => {
  const google = await startGoogle();
  const changes = { scope: LABELS, nonce: undefined };
  const { searchParams } = await google.consent({ changes, scopes: [] });
  expect(searchParams.get('error')).toBe('access_denied');
});

test('the boxes are unticked until "Select all" is pressed, without script', async () => {
  const google = await startGoogle();
  const browser = openBrowser();
  const chooser = await browser.open(google.authorizationUrl());
  const body = new URLSearchParams({ account: SUPPORT });
  const consent = await browser.open(chooser.url, { method: 'POST', body });
  const page = await consent.response.text();
  expect(page.match(/type="checkbox"/g)).toHaveLength(1);
  expect(page).not.toContain('checked');
  expect(page).toContain('name="select-all"');
  const all = await browser.open(`${consent.url}?select-all=1`);
  expect((await all.response.text()).match(/ checked/g)).toHaveLength(1);
});

test('the pages run no script, and their forms may lead only to the redirect URI', async () => {
  const google = await startGoogle();
  const { response } = await openBrowser().open(google.authorizationUrl());
  const policy = response.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self' http://127.0.0.1:9");
  expect(await response.text()).not.toMatch(/<script|style=/);
});

test('the chooser lists every account, the hinted one first', async () => {
  const google = await startGoogle();
  const url = google.authorizationUrl({ login_hint: 'info@example.jp' });
  const { response } = await openBrowser().open(url);
  const page = await response.text();
  const listed = [...page.matchAll(/data-account="([^"]+)"/g)].map(([, address]) => address);
  expect(listed).toHaveLength(5);
  expect(listed[0]).toBe('info@example.jp');
  expect(page).toMatch(/data-account="info@example.jp"\s+autofocus aria-current="true"/);
});

test('an unknown address gets an account with a stable subject', async () => {
  const first = await startGoogle();
  const second = await startGoogle();
  const claims = async (google: typeof first) => {
    const tokens = await google.connect({ account: 'new.person@example.com' });
    return JSON.parse(
      Buffer.from(String(tokens['id_token']).split('.')[1] ?? '', 'base64url').toString(),
    );
  };
  const [one, other] = [await claims(first), await claims(second)];
  expect(one.sub).toMatch(/^\d{21}$/);
  expect(one.sub).toBe(other.sub);
  expect(one).toMatchObject({
    email: 'new.person@example.com',
    email_verified: true,
    hd: 'example.com',
  });
});

test('a typed address must be valid', async () => {
  const google = await startGoogle();
  const browser = openBrowser();
  const { url } = await browser.open(google.authorizationUrl());
  const body = new URLSearchParams({ address: '<b>nobody' });
  const { response } = await browser.open(url, { method: 'POST', body });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('find your Google Account');
});

/** Signs in again without prompt=consent. Returns whether the consent page was shown, and the tokens. */
async function signInAgain(google: TestGoogle, request: Parameters<TestGoogle['consent']>[0] = {}) {
  const browser = openBrowser();
  const pages: string[] = [];
  const watched = {
    open: async (...visit: Parameters<typeof browser.open>) => {
      const answer = await browser.open(...visit);
      pages.push(answer.url.pathname);
      return answer;
    },
  };
  const changes = { prompt: undefined, ...request.changes };
  const tokens = await google.connect({ browser: watched, ...request, changes });
  return { tokens, wasAsked: pages.some((page) => page.endsWith('/consent')) };
}

test.each([undefined, 'select_account'])(
  'shows no consent page and gives no refresh token when all was allowed before, with prompt=%s',
  async (prompt) => {
    const google = await startGoogle();
    const before = await google.connect();
    const { tokens, wasAsked } = await signInAgain(google, { changes: { prompt } });
    expect(wasAsked).toBe(false);
    expect(tokens).toHaveProperty('access_token');
    expect(tokens).toHaveProperty('id_token');
    expect(tokens).not.toHaveProperty('refresh_token');
    expect((await google.refresh(before['refresh_token'])).status).toBe(200);
    expect((await google.counts()).liveRefreshTokens).toBe(1);
  },
);

test('shows no page for fewer scopes than were allowed', async () => {
  const google = await startGoogle();
  await google.connect();
  const { tokens, wasAsked } = await signInAgain(google, { changes: { scope: 'openid email' } });
  expect(wasAsked).toBe(false);
  expect(tokens['scope']).toBe(`openid ${EMAIL}`);
});

test('counts a consent whose code was never exchanged: its refresh token is lost', async () => {
  const google = await startGoogle();
  await google.consent();
  const { tokens, wasAsked } = await signInAgain(google);
  expect([wasAsked, tokens['refresh_token']]).toEqual([false, undefined]);
});

test('shows no page to the owner of a seeded grant, and gives no other refresh token', async () => {
  const google = await startGoogle();
  google.google.seedAccounts({ addresses: [SUPPORT] });
  const { tokens, wasAsked } = await signInAgain(google);
  expect([wasAsked, tokens['refresh_token']]).toEqual([false, undefined]);
});

type Loss = (google: TestGoogle, tokens: Record<string, unknown>) => Promise<unknown>;

test.each<[what: string, lose: Loss]>([
  ['was revoked', (google, tokens) => google.revoke(tokens['refresh_token'])],
  ['was removed by its owner', (google) => google.act(SUPPORT, 'revoke')],
  ['ended with the password', (google) => google.act(SUPPORT, 'password-changed')],
])('shows the page and gives a refresh token after a grant %s', async (_what, lose) => {
  const google = await startGoogle();
  await lose(google, await google.connect());
  const { tokens, wasAsked } = await signInAgain(google, { changes: { prompt: 'select_account' } });
  expect(wasAsked).toBe(true);
  expect((await google.refresh(tokens['refresh_token'])).status).toBe(200);
});

test('shows the page again after six months without use, but not to sign in', async () => {
  let now = Date.now();
  const google = await startGoogle({ now: () => new Date(now) });
  await google.connect();
  now += 181 * 24 * 3600 * 1000;
  const signIn = { scope: 'openid email', access_type: 'online' };
  expect((await signInAgain(google, { changes: signIn })).wasAsked).toBe(false);
  const { tokens, wasAsked } = await signInAgain(google);
  expect(wasAsked).toBe(true);
  expect(tokens).toHaveProperty('refresh_token');
});

test('keeps the scopes beside Gmail after a changed password', async () => {
  const google = await startGoogle();
  await google.connect();
  await google.act(SUPPORT, 'password-changed');
  const signIn = { scope: 'openid email', access_type: 'online' };
  expect((await signInAgain(google, { changes: signIn })).wasAsked).toBe(false);
});

test('ignores what another client was allowed', async () => {
  const google = await startGoogle();
  await google.connect();
  const changes = { client_id: OTHER_CLIENT.clientId, prompt: 'none' };
  const browser = openBrowser();
  await google.consent({ browser, changes: { prompt: undefined } });
  const { url } = await browser.open(google.authorizationUrl(changes));
  expect(url.searchParams.get('error')).toBe('interaction_required');
});

test('shows the consent page again for a scope that is not allowed yet', async () => {
  const google = await startGoogle();
  const browser = openBrowser();
  await google.connect({ browser });
  const scope = `openid email ${LABELS} ${READONLY}`;
  const { url } = await browser.open(google.authorizationUrl({ prompt: undefined, scope }));
  expect(url.pathname).toMatch(/\/consent$/);
});

test.each([
  ['select_account', /\/signin\/oauth\/[^/]+$/],
  ['consent', /\/consent$/],
  ['select_account consent', /\/signin\/oauth\/[^/]+$/],
])('shows the page of prompt=%s even when all was allowed before', async (prompt, shown) => {
  const google = await startGoogle();
  const browser = openBrowser();
  await google.connect({ browser });
  const { url } = await browser.open(google.authorizationUrl({ prompt }));
  expect(url.pathname).toMatch(shown);
});

test('shows the chooser for a login hint that names another account', async () => {
  const google = await startGoogle();
  const browser = openBrowser();
  await google.connect({ browser });
  const url = google.authorizationUrl({ prompt: undefined, login_hint: 'sales@example.com' });
  expect((await browser.open(url)).url.pathname).toMatch(/\/signin\/oauth\/[^/]+$/);
});

test('prompt=none never shows a page', async () => {
  const google = await startGoogle();
  const browser = openBrowser();
  const open = async (changes = {}) => {
    const { url } = await browser.open(google.authorizationUrl({ prompt: 'none', ...changes }));
    return url.searchParams;
  };
  expect((await open()).get('error')).toBe('login_required');
  await google.connect({ browser, scopes: [EMAIL] });
  expect((await open()).get('error')).toBe('interaction_required');
  expect((await open({ scope: 'openid email' })).has('code')).toBe(true);
});

test('keeps sign-ins in two tabs of one browser apart', async () => {
  const google = await startGoogle();
  const browser = openBrowser();
  const first = await browser.open(google.authorizationUrl({ state: 'first' }));
  const second = await google.consent({ browser, account: 'sales@example.com' });
  expect(second.searchParams.has('code')).toBe(true);
  const choose = { method: 'POST', body: new URLSearchParams({ account: SUPPORT }) };
  const { url } = await browser.open(first.url, choose);
  const allow = { method: 'POST', body: new URLSearchParams({ scope: LABELS, allow: '1' }) };
  const back = await browser.open(url, allow);
  expect(back.url.searchParams.get('state')).toBe('first');
  const { body } = await google.exchange(back.url.searchParams.get('code') ?? '');
  expect((await google.gmail(body['access_token'], `${SUPPORT}/labels`)).status).toBe(200);
});

test('refuses a consent page from another browser', async () => {
  const google = await startGoogle();
  const { url } = await openBrowser().open(google.authorizationUrl());
  const stranger = openBrowser();
  const body = new URLSearchParams({ account: SUPPORT });
  const { response } = await stranger.open(url, { method: 'POST', body });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('session has expired');
});

test('shows an error page, and gives no second code, when the sign-in is submitted twice', async () => {
  const google = await startGoogle();
  const browser = openBrowser();
  const visited: URL[] = [];
  const recording = {
    open: async (...request: Parameters<typeof browser.open>) => {
      const answer = await browser.open(...request);
      visited.push(answer.url);
      return answer;
    },
  };
  await google.consent({ browser: recording });
  const consentPage = visited.find(({ pathname }) => pathname.endsWith('/consent'));
  const uid = consentPage?.pathname.split('/').at(-2);
  const { response } = await browser.open(`${google.baseUrl}/o/oauth2/v2/auth/${uid}`);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('Error 400: invalid_request');
});
