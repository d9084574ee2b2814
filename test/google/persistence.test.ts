import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { consentAs } from '../support/google-consent.ts';
import {
  CLIENT,
  errorOf,
  LABELS,
  pkce,
  REDIRECT_URI,
  SUPPORT,
  startGoogle,
} from './emulated-google.ts';
import { CALLER, delegated, JWT_BEARER } from './service-account.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'emulated-google-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('tokens, consents, accounts, switches, counts, keys and the event stream survive reopening the file', async () => {
  const file = join(directory, 'google.sqlite');
  const before = await startGoogle({ file });
  const tokens = await before.connect({ account: 'typed@example.com' });
  await before.fault('imap_disabled', { account: SUPPORT });
  const certificates = await (await fetch(`${before.baseUrl}/oauth2/v3/certs`)).text();
  const authorization = { authorization: 'Bearer anything' };
  const stream = JSON.stringify({
    delivery: {
      delivery_method: 'https://schemas.openid.net/secevent/risc/delivery-method/push',
      url: 'https://receiver.example/security-events',
    },
    events_requested: ['https://schemas.openid.net/secevent/risc/event-type/verification'],
  });
  const update = { method: 'POST', headers: authorization, body: stream };
  await fetch(`${before.baseUrl}/v1beta/stream:update`, update);
  await before.close();

  const after = await startGoogle({ file });
  expect((await after.refresh(tokens['refresh_token'])).status).toBe(200);
  expect((await after.gmail(tokens['access_token'], 'typed@example.com/labels')).status).toBe(200);
  expect(await (await fetch(`${after.baseUrl}/oauth2/v3/certs`)).text()).toBe(certificates);
  expect(await (await fetch(`${after.baseUrl}/emulator/faults`)).json()).toHaveLength(1);
  const kept = await fetch(`${after.baseUrl}/v1beta/stream`, { headers: authorization });
  expect(await kept.json()).toMatchObject(JSON.parse(stream));
  expect((await after.counts('typed@example.com')).token['authorization_code']).toBe(1);
});

test('service accounts, keys, roles, delegations and the directory survive reopening the file', async () => {
  const file = join(directory, 'google.sqlite');
  const before = await startGoogle({ file });
  const { assertion } = await delegated(before, { tokenCreators: [CALLER] });
  before.google.seedDirectory({
    accounts: [{ address: 'sales@example.com', suspended: true, gmail: false, imap: false }],
    groups: ['team@example.com'],
    aliases: { 'help@example.com': SUPPORT },
  });
  const list = async (baseUrl: string) =>
    (await fetch(`${baseUrl}/emulator/service-accounts`)).json();
  const listed = await list(before.baseUrl);
  await before.close();

  const after = await startGoogle({ file });
  expect(await list(after.baseUrl)).toEqual(listed);
  const sent = async (sub: string) => {
    const claims = { sub, aud: `${after.baseUrl}/token` };
    const body = { grant_type: JWT_BEARER, assertion: assertion({ claims }) };
    return errorOf(await after.post('/token', new URLSearchParams(body)));
  };
  expect(await sent(SUPPORT)).toBe('');
  expect(await sent('sales@example.com')).toBe('access_denied: Account restricted');
  expect(await sent('team@example.com')).toBe('invalid_grant: Invalid email or User ID');
  expect(await sent('help@example.com')).toBe('invalid_grant: Invalid email or User ID');
});

test('a file of a version without service accounts is opened and loses nothing', async () => {
  const file = join(directory, 'google.sqlite');
  const before = await startGoogle({ file });
  const { refresh_token } = await before.connect();
  await before.close();
  const database = new DatabaseSync(file);
  for (const table of NEW_TABLES) database.exec(`DROP TABLE ${table}`);
  database.close();

  const after = await startGoogle({ file });
  expect((await after.refresh(refresh_token)).status).toBe(200);
  const { request } = await delegated(after);
  expect((await request()).status).toBe(200);
});

/** The tables that came with service accounts. */
const NEW_TABLES = [
  'service_accounts',
  'service_account_keys',
  'token_creators',
  'delegations',
  'account_settings',
  'aliases',
  'mail_groups',
];

/** Starts `local/google/main.ts` on a free port, as a person would. */
async function startProcess() {
  const child = spawn(process.execPath, ['local/google/main.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PORT: '0',
      DATA_DIR: directory,
      GOOGLE_CLIENT_ID: CLIENT.clientId,
      GOOGLE_CLIENT_SECRET: CLIENT.clientSecret,
      REDIRECT_URI,
    },
  });
  const output: string[] = [];
  child.stderr.on('data', (chunk) => output.push(String(chunk)));
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => output.push(line));
  const [line] = await once(lines, 'line');
  const baseUrl = String(line).replace('Emulated Google on ', '');
  return { child, baseUrl, output };
}

function post(url: string, fields: Record<string, string>) {
  const body = new URLSearchParams({
    client_id: CLIENT.clientId,
    client_secret: CLIENT.clientSecret,
    ...fields,
  });
  return fetch(url, { method: 'POST', body });
}

test('kill -9 loses no issued token, and the process prints one line and no secret', async () => {
  const first = await startProcess();
  const { verifier, challenge } = pkce();
  const authorizationUrl = `${first.baseUrl}/o/oauth2/v2/auth?${new URLSearchParams({
    client_id: CLIENT.clientId,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: `openid ${LABELS}`,
    access_type: 'offline',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })}`;
  const back = await consentAs({ authorizationUrl, account: SUPPORT });
  const response = await post(`${first.baseUrl}/token`, {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    code_verifier: verifier,
    redirect_uri: REDIRECT_URI,
  });
  const { refresh_token } = (await response.json()) as { refresh_token: string };
  first.child.kill('SIGKILL');
  await once(first.child, 'close');

  const second = await startProcess();
  const refresh = { grant_type: 'refresh_token', refresh_token };
  expect((await post(`${second.baseUrl}/token`, refresh)).status).toBe(200);
  second.child.kill('SIGTERM');
  const [exitCode] = await once(second.child, 'close');
  expect(exitCode).toBe(0);
  expect(first.output).toEqual([`Emulated Google on ${first.baseUrl}`]);
  expect(second.output).toEqual([`Emulated Google on ${second.baseUrl}`]);
});
