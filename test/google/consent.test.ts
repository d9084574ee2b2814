import { expect, test } from '@jest/globals';
import { openBrowser } from '../support/google-consent.ts';
import { EMAIL, LABELS, READONLY, SUPPORT, startGoogle } from './emulated-google.ts';

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

test('Cancel comes back with access_denied', async () => {
  const google = await startGoogle();
  const { searchParams } = await google.consent({ cancel: true });
  expect(searchParams.get('error')).toBe('access_denied');
  expect(searchParams.get('state')).toBe('state-1');
  expect(searchParams.has('code')).toBe(false);
});

test('granular consent: only what was ticked is granted and reported', async () => {
  const google = await startGoogle();
  const tokens = await google.connect({
    changes: { scope: `openid email ${LABELS} ${READONLY}` },
    scopes: [EMAIL, LABELS],
  });
  expect(tokens['scope']).toBe(`openid ${EMAIL} ${LABELS}`);
});

test('nothing ticked and no openid asked for is a refusal', async () => {
  const google = await startGoogle();
  const changes = { scope: LABELS, nonce: undefined };
  const { searchParams } = await google.consent({ changes, scopes: [] });
  expect(searchParams.get('error')).toBe('access_denied');
});

test('the boxes are unticked until "Select all" asks for them, without script', async () => {
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

test('the pages run no script, and their forms may end at the redirect URI only', async () => {
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

test('an address that nobody had is given an account with a stable subject', async () => {
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

test('what is typed as an address must be one', async () => {
  const google = await startGoogle();
  const browser = openBrowser();
  const { url } = await browser.open(google.authorizationUrl());
  const body = new URLSearchParams({ address: '<b>nobody' });
  const { response } = await browser.open(url, { method: 'POST', body });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('find your Google Account');
});

test('signed in and all allowed before: no page, and no refresh token', async () => {
  const google = await startGoogle();
  const browser = openBrowser();
  await google.connect({ browser });
  const back = await browser.open(google.authorizationUrl({ prompt: undefined }));
  expect(back.url.origin).toBe('http://127.0.0.1:9');
  const { body } = await google.exchange(back.url.searchParams.get('code') ?? '');
  expect(body['access_token']).toBeDefined();
  expect(body['refresh_token']).toBeUndefined();
});

test('a scope not yet allowed shows the consent page again', async () => {
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
])('prompt=%s shows its page though all was allowed before', async (prompt, shown) => {
  const google = await startGoogle();
  const browser = openBrowser();
  await google.connect({ browser });
  const { url } = await browser.open(google.authorizationUrl({ prompt }));
  expect(url.pathname).toMatch(shown);
});

test('a login hint for somebody else shows the chooser', async () => {
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

test('two sign-ins in two tabs of one browser do not disturb each other', async () => {
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

test('a consent page is of no use to another browser', async () => {
  const google = await startGoogle();
  const { url } = await openBrowser().open(google.authorizationUrl());
  const stranger = openBrowser();
  const body = new URLSearchParams({ account: SUPPORT });
  const { response } = await stranger.open(url, { method: 'POST', body });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('session has expired');
});

test('coming back twice from the sign-in pages is an error page, not a second code', async () => {
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
