import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { consentAs } from '../support/google-consent.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  disconnectMailbox,
  formToken,
  goThroughGoogle,
  type Person,
  person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
const SUPPORT = 'support@example.com';
let connector: Connector;
let admin: Person;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
});
afterAll(() => connector.end());

const google = () => emulator(`${connector.baseUrl}/google`);

describe('a mailbox, from connect to disconnect', () => {
  test('the list starts empty', async () => {
    const { status, text } = await admin.get('/setup-page');
    expect(status).toBe(200);
    expect(text).not.toContain(SUPPORT);
  });

  test('is connected through Google and shown as active', async () => {
    const returned = await connectMailbox(admin, { account: SUPPORT });
    expect(returned.status).toBe(303);
    const { text } = await admin.get(returned.location);
    expect(text).toContain(SUPPORT);
    expect(text).toContain('Working</p>');
  });

  test('is probed, and its labels are shown', async () => {
    const id = await connectionIdOf(admin);
    const form_token = await formToken(admin);
    const probed = await admin.submit(`/setup-page/connections/${id}/probe`, { form_token });
    expect(probed.status).toBe(303);
    const { text } = await admin.get(probed.location);
    expect(text).toContain('INBOX');
  });

  test('survives kill -9, and its token is refreshed without a new consent', async () => {
    await google().provoke('short_lived', '*', { seconds: 1 });
    await connectMailbox(admin, { account: SUPPORT });
    const before = (await google().counts(SUPPORT)).token.authorization_code;
    await connector.end('SIGKILL');
    connector = await startConnector({ directory, port: connector.port });
    const id = await connectionIdOf(admin);
    await checkNow(admin, id);
    const after = (await google().counts(SUPPORT)).token;
    expect(after.authorization_code).toBe(before);
    expect(after.refresh_token).toBeGreaterThanOrEqual(1);
    expect((await admin.get('/setup-page')).text).toContain('Working</p>');
  });

  test('is reconnected only with its own account: both addresses are shown otherwise', async () => {
    const id = await connectionIdOf(admin);
    const query = `connection=${id}`;
    const refused = await connectMailbox(admin, { account: 'sales@example.com', query });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(SUPPORT);
    expect(refused.text).toContain('sales@example.com');
    expect((await connectMailbox(admin, { account: SUPPORT, query })).status).toBe(303);
  });

  test('is disconnected: revoked at Google, then deleted', async () => {
    const id = await connectionIdOf(admin);
    const asked = await admin.get(`/setup-page/connections/${id}/disconnect`);
    expect(asked.text).toContain(SUPPORT);
    expect((await disconnectMailbox(admin, id)).status).toBe(303);
    expect((await google().counts(SUPPORT)).revoke).toBe(1);
    expect((await admin.get('/setup-page')).text).not.toContain(`>${SUPPORT}<`);
  });
});

describe('a mailbox owner elsewhere', () => {
  test('opens the administrator’s link, allows access, and is done', async () => {
    const made = await admin.get('/authorization-url?profile=send&mailbox=sales@example.com', {
      accept: 'application/json',
    });
    const { authorizationUrl, expiresAt } = JSON.parse(made.text);
    expect(authorizationUrl).toMatch(`${connector.baseUrl}/authorization-url/`);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());

    const owner = person(connector.baseUrl);
    const opened = await owner.submit(authorizationUrl);
    expect(opened.status).toBe(303);
    const stranger = person(connector.baseUrl);
    expect((await stranger.get(authorizationUrl)).status).toBe(410);
    expect((await stranger.submit(authorizationUrl)).status).toBe(410);

    const callback = await consentAs({
      authorizationUrl: opened.location,
      account: 'sales@example.com',
    });
    expect((await stranger.get(callback.href)).status).toBe(403);
    const done = await owner.get(callback.href);
    expect(done.status).toBe(200);
    expect(done.text).toContain('sales@example.com');
    expect((await admin.get('/setup-page')).text).toContain('sales@example.com');
  });
});

describe('a one-time link', () => {
  const make = async (query: string): Promise<string> => {
    const { text } = await admin.get(`/authorization-url?${query}`, { accept: 'application/json' });
    return (JSON.parse(text) as { authorizationUrl: string }).authorizationUrl;
  };

  test('shows who asks, for which mailbox, for what, and the boxes to tick', async () => {
    const link = await make('profile=send&mailbox=sales@example.com');
    const { status, text, headers } = await person(connector.baseUrl).get(link);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).toContain('Connect sales@example.com?');
    expect(text).toContain('admin@example.com asks you');
    expect(text).toContain('See and edit your email labels');
    expect(text).toContain('Send email on your behalf');
    expect(text).toContain(
      `<form class="actions" method="post" action="${new URL(link).pathname}">`,
    );
  });

  test.each([
    ['a chat preview', { 'user-agent': 'Slackbot-LinkExpanding 1.0' }],
    ['a prefetch', { 'sec-purpose': 'prefetch' }],
    ['a reader in Japanese', { 'accept-language': 'ja' }],
  ])('is not used up by a GET of %s', async (_, headers) => {
    const link = await make('profile=probe');
    const seen = await person(connector.baseUrl).get(link, headers);
    expect(seen.status).toBe(200);
    expect(seen.headers.getSetCookie()).toEqual([]);
    expect((await person(connector.baseUrl).submit(link)).status).toBe(303);
  });

  test('can be continued again in its browser, where a GET shows the page again', async () => {
    const link = await make('profile=probe');
    const owner = person(connector.baseUrl);
    const { location } = await owner.submit(link);
    expect((await owner.get(link)).status).toBe(200);
    const again = await owner.submit(link);
    expect(new URL(again.location).searchParams.get('state')).toBe(
      new URL(location).searchParams.get('state'),
    );
  });

  test('is not used by a form of another site', async () => {
    const link = await make('profile=probe');
    const forged = await fetch(link, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      body: new URLSearchParams(),
    });
    expect(forged.status).toBe(403);
    expect((await person(connector.baseUrl).submit(link)).status).toBe(303);
  });

  test('that is unknown but looks like ours has expired, in words of a link', async () => {
    const stranger = person(connector.baseUrl);
    const { status, text } = await stranger.get(`/authorization-url/${'a'.repeat(43)}`);
    expect(status).toBe(410);
    expect(text).toContain('This link is no longer valid');
    expect(text).toContain('24 hours');
  });
});

describe('a link that an administrator makes on the page', () => {
  test('is shown after a redirect, which a reload and the language switch repeat without a second link', async () => {
    const form_token = await formToken(admin);
    const fields = { form_token, profile: 'send', mailbox: 'info@example.jp' };
    const made = await admin.submit('/setup-page/links', fields);
    expect(made.status).toBe(303);
    expect(made.location).not.toContain('authorization-url');
    const url = /value="([^"]+authorization-url[^"]+)"/;
    const first = url.exec((await admin.get(made.location)).text)?.[1] ?? '';
    expect(first).not.toBe('');
    const { pathname, search } = new URL(made.location);
    const return_to = `${pathname}${search}`;
    const switched = await admin.submit('/setup-page/language', { language: 'ja', return_to });
    const again = await admin.get(switched.location);
    expect(again.text).toContain('lang="ja"');
    expect(url.exec(again.text)?.[1]).toBe(first);
    await admin.submit('/setup-page/language', { language: 'en', return_to });
    const { text } = await admin.get('/setup-page/links');
    expect(text.match(/info@example\.jp<\/strong>/g)).toHaveLength(1);
    expect(text).not.toContain(new URL(first).pathname);
    const other = await signedIn(connector.baseUrl);
    other.setCookie('connector_link', /connector_link=([^;]+)/.exec(admin.cookies())?.[1] ?? '');
    expect((await other.get(made.location)).text).not.toContain('/authorization-url/');
  });

  test('is listed until it is withdrawn, and then says so', async () => {
    const form_token = await formToken(admin);
    const fields = { form_token, profile: 'send', mailbox: 'withdrawn@example.jp' };
    const made = await admin.submit('/setup-page/links', fields);
    const shown = (await admin.get(made.location)).text;
    const link = /value="([^"]+authorization-url[^"]+)"/.exec(shown)?.[1] ?? '';
    const id = new URL(made.location).searchParams.get('link');
    const listed = await admin.get('/setup-page/links');
    expect(listed.text).toContain('withdrawn@example.jp');
    expect(listed.text).toContain('By admin@example.com');
    const path = `/setup-page/links/${id}/withdraw`;
    expect((await admin.submit(path)).status).toBe(403);
    const { location } = await admin.submit(path, { form_token });
    const { text } = await admin.get(location);
    expect(text).toContain('The link is withdrawn');
    expect(text).not.toContain('withdrawn@example.jp');
    const owner = await person(connector.baseUrl).get(link);
    expect(owner.status).toBe(410);
    expect(owner.text).toContain('This link was withdrawn');
    const history = (await admin.get('/setup-page/events')).text;
    expect(history).toMatch(/Link for the owner created<\/span>\s*withdrawn@example\.jp/);
    expect(history).toMatch(/Link for the owner withdrawn<\/span>\s*withdrawn@example\.jp/);
  });
});

describe('a session that ends', () => {
  const back = async (visitor: Person, text: string): Promise<string> => {
    const return_to =
      /name="return_to" value="([^"]*)"><\/?[^>]*>?\s*<button class="button primary block"|name="return_to" value="([^"]*)">\s*<button class="button primary block"/.exec(
        text,
      );
    const path = (return_to?.[1] ?? return_to?.[2] ?? '').replaceAll('&amp;', '&');
    const { location } = await visitor.submit('/setup-page/sign-in', { return_to: path });
    const callback = await consentAs({ authorizationUrl: location, account: 'admin@example.com' });
    return (await visitor.get(callback.href)).location.replace(connector.baseUrl, '');
  };

  test.each([
    ['/setup-page/events', '/setup-page/events'],
    ['/setup-page?show=failing&search=sup', '/setup-page?show=failing&search=sup'],
    ['/authorization-url?profile=send', '/setup-page/connect?profile=send'],
  ])('comes back to %s after signing in', async (path, expected) => {
    const visitor = person(connector.baseUrl);
    const { status, text } = await visitor.get(path);
    expect(status).toBe(401);
    expect(text).not.toContain('Your session has ended');
    expect(await back(visitor, text)).toBe(expected);
  });

  test.each(['/setup-page/connect', '/setup-page/links'])(
    'keeps what was typed into the form that is sent to %s, and says why',
    async (path) => {
      const visitor = person(connector.baseUrl);
      const fields = { form_token: 'old', profile: 'send', mailbox: 'sales@example.com' };
      const { status, text } = await visitor.submit(path, fields);
      expect(status).toBe(401);
      expect(text).toContain('Your session has ended');
      const expected = '/setup-page/connect?profile=send&mailbox=sales%40example.com';
      expect(await back(visitor, text)).toBe(expected);
      const form = (await visitor.get(expected)).text;
      expect(form).toContain('value="sales@example.com"');
      expect(form).toMatch(/value="send" id="profile-send"[^>]* checked/);
    },
  );

  test('comes back to the page on which a button was pressed', async () => {
    const visitor = person(connector.baseUrl);
    const return_to = '/setup-page?search=sup';
    const { text } = await visitor.submit('/setup-page/connections/x/probe', { return_to });
    expect(await back(visitor, text)).toBe(return_to);
  });

  test.each(['https://evil.example/', '//evil.example', '/oauth-callback', '\\\\evil'])(
    'leads to no other place than the setup page: %s',
    async (return_to) => {
      const visitor = person(connector.baseUrl);
      const { location } = await visitor.submit('/setup-page/sign-in', { return_to });
      visitor.setCookie('connector_return', encodeURIComponent(return_to));
      const callback = await consentAs({
        authorizationUrl: location,
        account: 'admin@example.com',
      });
      const { location: led } = await visitor.get(callback.href);
      expect(led).toBe(`${connector.baseUrl}/setup-page`);
    },
  );
});

describe('a GET that would begin an authorization', () => {
  test.each([
    [
      'profile=send&mailbox=sales@example.com',
      '/setup-page/connect?profile=send&mailbox=sales%40example.com',
    ],
    ['', '/setup-page/connect'],
  ])('leads to the form instead: %s', async (query, path) => {
    const seen = await admin.get(`/authorization-url?${query}`);
    expect(seen.status).toBe(303);
    expect(seen.location).toBe(`${connector.baseUrl}${path}`);
    expect(seen.headers.getSetCookie()).toEqual([]);
  });

  test('leads to the mailbox’s page for a reconnect', async () => {
    await connectMailbox(admin, { account: SUPPORT });
    const id = await connectionIdOf(admin, SUPPORT);
    const { location } = await admin.get(`/authorization-url?connection=${id}`);
    expect(location).toBe(`${connector.baseUrl}/setup-page/connections/${id}`);
    expect((await disconnectMailbox(admin, id)).status).toBe(303);
  });
});

describe('what the owner does at Google', () => {
  beforeEach(() => google().heal());

  test.each([
    ['cancels', { cancel: true }, 403, 'Access was not allowed on Google’s page'],
    ['unticks a scope', { scopes: [] }, 403, 'ticked'],
  ])('%s: a clear page is shown, and nothing is connected', async (_, about, status, words) => {
    const account = 'info@example.jp';
    const refused = await connectMailbox(admin, { account, ...about });
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(words);
    expect((await admin.get('/setup-page')).text).not.toContain(account);
  });

  test('is not repeated by a replay of the callback, which shows the outcome of the first', async () => {
    const callback = await goThroughGoogle(admin, { account: SUPPORT });
    const before = (await google().counts(SUPPORT)).token.authorization_code;
    const first = await admin.get(callback.href);
    const again = await admin.get(callback.href);
    expect(again.status).toBe(303);
    expect(again.location).toBe(first.location);
    expect((await google().counts(SUPPORT)).token.authorization_code).toBe(before + 1);
    const stranger = person(connector.baseUrl);
    const seen = await stranger.get(callback.href);
    expect(seen.status).toBe(409);
    expect(seen.text).not.toContain(SUPPORT);
  });

  test.each([
    ['sec-purpose', 'prefetch;prerender'],
    ['sec-purpose', 'prefetch;anonymous-client-ip'],
    ['purpose', 'prefetch'],
    ['x-purpose', 'preview'],
    ['x-moz', 'prefetch'],
  ])('is not used up by a prefetch of the callback (%s: %s)', async (name, value) => {
    const callback = await goThroughGoogle(admin, { account: SUPPORT });
    const ahead = await admin.get(callback.href, { [name]: value });
    expect(ahead.status).toBe(503);
    expect(ahead.headers.get('cache-control')).toBe('no-store');
    expect((await admin.get(callback.href)).status).toBe(303);
  });
});
