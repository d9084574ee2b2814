import type { RequestListener } from 'node:http';
import { expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { createGmail } from '../../shared/google/gmail.ts';
import { googleEndpoints } from '../../shared/google/index.ts';
import { SUPPORT, startGoogle } from '../google/emulated-google.ts';
import { answering, serve } from '../google/scripted-server.ts';

const FULL = 'https://mail.google.com/';
const STORED = { autoExpunge: true, expungeBehavior: 'archive', maxFolderSize: 1000 };
const JSON_TYPE = { 'content-type': 'application/json' };

const gmailAt = (origin: string) => createGmail(googleEndpoints(origin));

/** Serves one mailbox's IMAP settings and keeps what was put. */
async function serveSettings(settings: object) {
  const calls: unknown[] = [];
  let stored = settings;
  const listener: RequestListener = async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const { method, url, headers } = request;
    calls.push([method, url, headers.authorization]);
    if (method === 'PUT') stored = JSON.parse(text);
    response.writeHead(200, JSON_TYPE).end(JSON.stringify(stored));
  };
  const origin = await serve(listener);
  return { gmail: gmailAt(origin), calls, stored: () => stored };
}

const PATH = '/gmail/v1/users/me/settings/imap';
const BEARER = 'Bearer marked-access-token';

test('IMAP is read with its other settings', async () => {
  const { gmail, calls } = await serveSettings({ enabled: true, ...STORED });
  expect(await gmail.readImap('marked-access-token')).toEqual({ enabled: true, ...STORED });
  expect(calls).toEqual([['GET', PATH, BEARER]]);
});

test('IMAP is off where Google leaves out the field, as it does with defaults', async () => {
  const { gmail } = await serveSettings({ expungeBehavior: 'archive' });
  expect(await gmail.readImap('marked-access-token')).toEqual({
    enabled: false,
    autoExpunge: null,
    expungeBehavior: 'archive',
    maxFolderSize: null,
  });
});

test.each([
  ['all', STORED],
  ['some', { expungeBehavior: 'trash' }],
])('turning IMAP on keeps its other settings, where Google named %s', async (_, others) => {
  const { gmail, calls, stored } = await serveSettings(others);
  expect(await gmail.enableImap('marked-access-token')).toMatchObject({ enabled: true, ...others });
  expect(stored()).toEqual({ enabled: true, ...others });
  expect(calls).toEqual([
    ['GET', PATH, BEARER],
    ['PUT', PATH, BEARER],
  ]);
});

test('turning IMAP on without the scope is refused in Gmail’s words', async () => {
  const origin = await serve((request, response) =>
    request.method === 'GET'
      ? answering(200, JSON_TYPE, '{}')(request, response)
      : answering(403, JSON_TYPE, JSON.stringify(INSUFFICIENT))(request, response),
  );
  const thrown = await gmailAt(origin)
    .enableImap('marked-access-token')
    .catch((e: unknown) => e);
  if (!(thrown instanceof AppError)) throw thrown;
  expect(thrown).toMatchObject({
    code: 'gmail_refused',
    upstream: { status: 403, error: 'insufficientPermissions', description: SAID },
  });
});

const SAID = 'Request had insufficient authentication scopes.';
const INSUFFICIENT = {
  error: { code: 403, message: SAID, errors: [{ reason: 'insufficientPermissions' }] },
};

test.each([
  [401, '{}', 'token_rejected'],
  [500, '{}', 'google_unavailable'],
  [200, '"no settings"', 'google_unavailable'],
])('an answer %i %s to getImap is reported as %s', async (status, body, code) => {
  const origin = await serve(answering(status, JSON_TYPE, body));
  await expect(gmailAt(origin).readImap('marked-access-token')).rejects.toMatchObject({ code });
});

test('the emulated Google’s settings are read with the full scope', async () => {
  const google = await startGoogle();
  const { access_token } = await google.connect({ changes: { scope: `openid ${FULL}` } });
  const gmail = gmailAt(google.baseUrl);
  expect(await gmail.readImap(String(access_token))).toMatchObject({ enabled: true });
  await google.fault('imap_disabled', { account: SUPPORT });
  expect(await gmail.readImap(String(access_token))).toMatchObject({ enabled: false });
});

const SETTINGS = 'https://www.googleapis.com/auth/gmail.settings.basic';

test('IMAP is turned on at the emulated Google with the scope for settings, and not without', async () => {
  const google = await startGoogle();
  google.google.seedDirectory({ accounts: [{ address: SUPPORT, imap: false }] });
  const gmail = gmailAt(google.baseUrl);
  const tokenWith = async (scope: string) =>
    String((await google.connect({ changes: { scope: `openid ${scope}` } }))['access_token']);
  const refused = gmail.enableImap(await tokenWith(FULL));
  await expect(refused).rejects.toMatchObject({
    code: 'gmail_refused',
    upstream: { error: 'insufficientPermissions' },
  });
  const before = await gmail.readImap(await tokenWith(FULL));
  expect(before.enabled).toBe(false);
  const after = await gmail.enableImap(await tokenWith(SETTINGS));
  expect(after).toEqual({ ...before, enabled: true });
  expect(await gmail.readImap(await tokenWith(FULL))).toEqual(after);
});
