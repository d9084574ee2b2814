import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOCAL_SCHEDULER } from '../../shared/config/index.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { eventually } from '../support/eventually.ts';
import {
  connectionIdOf,
  connectMailbox,
  formToken,
  goThroughGoogle,
  type Person,
  person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SECRET = 'a-webhook-secret-of-at-least-32-characters';
const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let id: string;
let untouched: string;

beforeAll(async () => {
  const environment = {
    SALESFORCE_WEBHOOK_SECRETS: `${SECRET},${SECRET}-next`,
    LOG_LEVEL: 'debug',
  };
  connector = await startConnector({ directory, environment });
  admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT });
  id = await connectionIdOf(admin);
  untouched = await statusOf(SUPPORT);
});
afterAll(() => connector.end());

const url = (path: string): string => `${connector.baseUrl}${path}`;
const send = (path: string, init: RequestInit = {}) =>
  fetch(url(path), { redirect: 'manual', ...init });
const errorIn = async (response: Response) => ((await response.json()) as { error: object }).error;

const webhook = (body: string, headers: Record<string, string> = {}) =>
  send('/salesforce-webhook', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
const signature = (body: string, secret = SECRET) => ({
  'x-connector-signature': createHmac('sha256', secret).update(body).digest('hex'),
});
const question = (mailbox: string): string =>
  JSON.stringify({ action: 'connection_status', mailbox });

async function statusOf(mailbox: string): Promise<string> {
  const body = question(mailbox);
  return (await webhook(body, signature(body))).text();
}

describe('a wrong address', () => {
  test.each(['/nope', '/setup-page/nope', '/oauth-callback/x/y', '/authorization-urls', '//'])(
    '%s is answered with 404',
    async (path) => {
      const response = await send(path, { headers: { accept: 'application/json' } });
      expect(response.status).toBe(404);
      expect(await errorIn(response)).toMatchObject({ code: 'not_found' });
    },
  );

  test.each([
    ['/oauth-callback', 'POST', 'GET'],
    ['/authorization-url', 'DELETE', 'GET'],
    ['/token-refresh', 'GET', 'POST'],
    ['/label-probe', 'PUT', 'POST'],
    ['/salesforce-webhook', 'GET', 'POST'],
    ['/setup-page/sign-in', 'GET', 'POST'],
  ])('%s refuses %s and allows %s', async (path, method, allowed) => {
    const response = await send(path, { method, headers: { accept: 'application/json' } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allowed);
    expect(await errorIn(response)).toMatchObject({ code: 'method_not_allowed' });
  });

  test('a HEAD request by a mail scanner does not use up a one-time link', async () => {
    const { text } = await admin.get('/authorization-url', { accept: 'application/json' });
    const { authorizationUrl } = JSON.parse(text) as { authorizationUrl: string };
    expect((await fetch(authorizationUrl, { method: 'HEAD' })).status).toBe(405);
    expect((await person(connector.baseUrl).submit(authorizationUrl)).status).toBe(303);
  });

  test('another host name, as in DNS rebinding, is refused', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { host: 'evil.example' };
      request(url('/setup-page'), { headers }, (response) => resolve(response.statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  test.each(['//', '//evil.example/phish', '/\\evil.example', '/setup-page/%', '/%ff'])(
    'a strange path under another host name redirects to our own and crashes nothing (%s)',
    async (path) => {
      const location = await new Promise<string>((resolve, reject) => {
        const headers = { host: `localhost:${connector.port}` };
        const options = { host: '127.0.0.1', port: connector.port, path, headers };
        request(options, ({ headers: answered }) => resolve(answered.location ?? ''))
          .on('error', reject)
          .end();
      });
      expect(new URL(location).origin).toBe(connector.baseUrl);
      expect(new URL(location).username).toBe('');
      expect((await send('/healthz')).status).toBe(200);
    },
  );

  test.each(['/setup-page/%', '/authorization-url/marked-link%', '/oauth-callback/%ff'])(
    'a path with wrong percent-encoding is refused by us, not by the framework (%s)',
    async (path) => {
      const response = await send(path, { headers: { accept: 'application/json' } });
      expect([400, 404]).toContain(response.status);
      expect(await errorIn(response)).toMatchObject({ correlationId: expect.any(String) });
      expect(connector.output()).not.toContain('marked-link');
      expect(connector.output()).not.toContain('URIError');
    },
  );

  test('localhost is redirected to the host that has the cookies', async () => {
    const response = await fetch(`http://localhost:${connector.port}/setup-page?x=1`, {
      redirect: 'manual',
    });
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe(url('/setup-page?x=1'));
  });
});

describe('a wrong callback', () => {
  const callback = (query: string, headers = {}) => send(`/oauth-callback?${query}`, { headers });

  test.each([
    ['no parameters', '', 400, 'authorization_request_unknown'],
    ['an unknown state', 'state=made-up&code=x', 400, 'authorization_request_unknown'],
    [
      'an error for an unknown state',
      'state=x&error=access_denied',
      400,
      'authorization_request_unknown',
    ],
    [
      'a state of a megabyte of nothing',
      `state=${'a'.repeat(8000)}`,
      400,
      'authorization_request_unknown',
    ],
  ])('%s', async (_, query, status, code) => {
    const response = await callback(query, { accept: 'application/json' });
    expect(response.status).toBe(status);
    expect(await errorIn(response)).toMatchObject({ code, correlationId: expect.any(String) });
  });

  test.each([
    ['en', 'This attempt to connect is no longer valid'],
    ['ja', 'この接続の手続きは無効になりました'],
  ])('is explained in %s', async (language, words) => {
    const response = await callback('state=made-up&code=x', { 'accept-language': language });
    const text = await response.text();
    expect(text).toContain(words);
    expect(text).toContain(`<html lang="${language}"`);
  });

  test('from another browser is refused, and the right browser can continue', async () => {
    const returned = await goThroughGoogle(admin, { account: SUPPORT });
    const stranger = person(connector.baseUrl);
    stranger.setCookie('connector_browser', 'x'.repeat(43));
    expect((await stranger.get(returned.href)).status).toBe(403);
    expect((await admin.get(returned.href)).status).toBe(303);
    untouched = await statusOf(SUPPORT);
  });

  test('does not repeat an error code that is malformed', async () => {
    const fields = { profile: 'probe', form_token: await formToken(admin) };
    const { location } = await admin.submit('/setup-page/connect', fields);
    const state = new URL(location).searchParams.get('state') ?? '';
    const hostile = '<script>marked-error</script>';
    const query = new URLSearchParams({ state, error: hostile });
    const { status, text } = await admin.get(`/oauth-callback?${query}`);
    expect(status).toBe(403);
    expect(text).not.toContain('marked-error');
    expect(connector.output()).not.toContain('marked-error');
  });
});

describe('access without permission', () => {
  test('shows the sign-in on a page without a session', async () => {
    const response = await send('/setup-page');
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('/setup-page/sign-in');
  });

  test('refuses JSON without a session', async () => {
    const response = await send('/authorization-url', { headers: { accept: 'application/json' } });
    expect(response.status).toBe(401);
    expect(await errorIn(response)).toMatchObject({ code: 'sign_in_required' });
  });

  test.each([
    ['connector_session', 'v1.made.up.cookie.value'],
    ['connector_session', '%%%'],
  ])('does not accept a tampered cookie (%s=%s)', async (name, value) => {
    const forger = person(connector.baseUrl);
    forger.setCookie(name, value);
    expect((await forger.get('/setup-page')).status).toBe(401);
  });

  test('does not accept a session with one changed character', async () => {
    const session = /connector_session=([^;]+)/.exec(admin.cookies())?.[1] ?? '';
    const forger = person(connector.baseUrl);
    forger.setCookie('connector_session', `${session.slice(0, -4)}AAAA`);
    expect((await forger.get('/setup-page')).status).toBe(401);
  });

  test('tells an account that it is not an administrator', async () => {
    const outsider = person(connector.baseUrl);
    const { location } = await outsider.submit('/setup-page/sign-in');
    const { consentAs } = await import('../support/google-consent.ts');
    const callback = await consentAs({ authorizationUrl: location, account: SUPPORT });
    const refused = await outsider.get(callback.href);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('SETUP_ADMINS');
    expect((await outsider.get('/setup-page')).status).toBe(401);
  });

  test.each(['/token-refresh', '/label-probe'])('refuses %s without an ID token', async (path) => {
    for (const authorization of ['', 'Bearer made.up.token', 'Basic x']) {
      const response = await send(path, { method: 'POST', headers: { authorization } });
      expect(response.status).toBe(401);
      expect(await errorIn(response)).toMatchObject({ code: 'caller_unverified' });
    }
  });
});

describe('a scheduler’s token whose signature Google removed', () => {
  test.each(['/token-refresh', '/label-probe'])(
    'is refused at %s, by its own code',
    async (path) => {
      const { baseUrl } = connector;
      const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url');
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: 'https://accounts.google.com',
        aud: `${baseUrl}${path}`,
        email: LOCAL_SCHEDULER,
        email_verified: true,
        iat: now,
        exp: now + 300,
      };
      const token = `${part({ alg: 'RS256', kid: '1' })}.${part(claims)}.SIGNATURE_REMOVED_BY_GOOGLE`;
      const headers = { authorization: `Bearer ${token}` };
      const response = await send(path, { method: 'POST', headers });
      expect(response.status).toBe(401);
      expect(await errorIn(response)).toMatchObject({ code: 'caller_signature_removed' });
      // The line goes through a pipe, and may arrive after the answer.
      const logged = () =>
        connector
          .output()
          .split('\n')
          .find((each) => each.includes('signature_removed'));
      expect(await eventually(logged)).toMatch(/ERROR/i);
      expect(connector.output()).not.toContain(part(claims));
    },
  );
});

describe('a wrong form', () => {
  const disconnect = (init: RequestInit) =>
    send(`/setup-page/connections/${id}/disconnect`, { method: 'POST', ...init });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  test('without its token is refused', async () => {
    const headers = { ...form, cookie: admin.cookies(), accept: 'application/json' };
    const response = await disconnect({ headers, body: 'form_token=guess' });
    expect(response.status).toBe(403);
    expect(await errorIn(response)).toMatchObject({ code: 'form_expired' });
  });

  test.each([{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])(
    'from another site is refused, whatever it contains (%o)',
    async (from) => {
      const headers = { ...form, cookie: admin.cookies(), ...from };
      const body = `form_token=${await formToken(admin)}`;
      expect((await disconnect({ headers, body })).status).toBe(403);
    },
  );

  test('without a session is refused', async () => {
    const response = await disconnect({
      headers: form,
      body: `form_token=${await formToken(admin)}`,
    });
    expect(response.status).toBe(401);
  });

  test('of another content type is refused', async () => {
    const headers = { 'content-type': 'application/json', cookie: admin.cookies() };
    expect((await disconnect({ headers, body: '{}' })).status).toBe(415);
  });

  test('for an unknown connection is refused', async () => {
    const form_token = await formToken(admin);
    const answer = await admin.submit('/setup-page/connections/nobody/disconnect', { form_token });
    expect(answer.status).toBe(404);
  });

  test.each([
    ['profile=everything&mailbox=no-address'],
    ['profile=all-of-it'],
    ['profile=toString'],
    ['connection=nobody'],
  ])('to connect with %s is refused', async (query) => {
    const { status } = await admin.get(`/authorization-url?${query}`);
    expect([404, 422]).toContain(status);
  });

  test('returns to the setup page when its return address is elsewhere', async () => {
    for (const return_to of [
      'https://evil.example/',
      '//evil.example',
      '/oauth-callback',
      '\\\\evil',
    ]) {
      const { location } = await person(connector.baseUrl).submit('/setup-page/language', {
        language: 'ja',
        return_to,
      });
      expect(location).toBe(url('/setup-page'));
    }
  });
});

describe('the webhook', () => {
  test('answers a signed question about a mailbox', async () => {
    expect(JSON.parse(await statusOf(SUPPORT))).toEqual({
      mailbox: SUPPORT,
      status: 'active',
      cause: '',
      explanation: '',
      // Connecting included the first check.
      lastProbedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
      accessEndsAt: '',
    });
  });

  test('accepts either live secret, as a signature or as a bearer key', async () => {
    const body = question(SUPPORT);
    expect((await webhook(body, signature(body, `${SECRET}-next`))).status).toBe(200);
    expect((await webhook(body, { authorization: `Bearer ${SECRET}` })).status).toBe(200);
  });

  test.each([
    ['nothing', () => ({})],
    ['another secret', () => signature(question(SUPPORT), 'x'.repeat(40))],
    ['a signature of another body', () => signature('{}')],
    ['half a secret', () => ({ authorization: `Bearer ${SECRET.slice(0, 20)}` })],
  ])('refuses %s', async (_, headers) => {
    const response = await webhook(question(SUPPORT), headers());
    expect(response.status).toBe(401);
    expect(await errorIn(response)).toMatchObject({ code: 'caller_unverified' });
  });

  test.each([
    ['malformed', '{"action":', 400, 'body_malformed'],
    ['not UTF-8', '"\xff', 400, 'body_malformed'],
    ['empty', '', 400, 'body_malformed'],
    ['an array', '[]', 422, 'body_invalid'],
    ['of the wrong type', '{"action":"connection_status","mailbox":7}', 422, 'body_invalid'],
    ['with an unknown action', '{"action":"drop","mailbox":"a@example.com"}', 422, 'body_invalid'],
    ['about an unknown mailbox', question('nobody@example.com'), 404, 'connection_unknown'],
  ])('refuses a signed body that is %s', async (_, body, status, code) => {
    const bytes = Buffer.from(body, 'latin1');
    const response = await send('/salesforce-webhook', {
      method: 'POST',
      body: bytes,
      headers: {
        'content-type': 'application/json',
        'x-connector-signature': createHmac('sha256', SECRET).update(bytes).digest('hex'),
      },
    });
    expect(response.status).toBe(status);
    expect(await errorIn(response)).toMatchObject({ code });
  });

  test('refuses a body that is too large, by its declared and its real length', async () => {
    const body = 'x'.repeat(70 * 1024);
    expect((await webhook(body, signature(body))).status).toBe(413);
    const chunked = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      },
    });
    const init = { method: 'POST', body: chunked, duplex: 'half' } as RequestInit;
    expect((await send('/salesforce-webhook', init)).status).toBe(413);
  });

  test('refuses another content type', async () => {
    const body = question(SUPPORT);
    const headers = { ...signature(body), 'content-type': 'text/plain' };
    expect((await webhook(body, headers)).status).toBe(415);
  });
});

test('logs every refusal above with its code and correlation id', () => {
  const output = connector.output();
  for (const code of ['caller_unverified', 'form_expired', 'authorization_request_unknown']) {
    expect(output).toMatch(new RegExp(`refused: ${code} .*correlationId`));
  }
  expect(output).not.toMatch(/\bat .*\.ts:\d+/);
});

test('the emulated Google cannot be switched from a page of another site', async () => {
  const google = emulator(url('/google'));
  await google.heal();
  const response = await send('/google/emulator/faults/revoked?account=*', {
    method: 'PUT',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(response.status).toBe(403);
});

test('leaves the mailbox unchanged after all of this', async () => {
  expect(await statusOf(SUPPORT)).toBe(untouched);
});
