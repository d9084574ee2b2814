import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  connectionIdOf,
  connectMailbox,
  formToken,
  goThroughGoogle,
  type Person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const CLIENT_SECRET = 'GOCSPX-marked-client-secret';
const WEBHOOK_SECRET = 'marked-webhook-secret-of-32-characters';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
const pages: string[] = [];
const secrets = new Set([CLIENT_SECRET, WEBHOOK_SECRET]);

beforeAll(async () => {
  const environment = {
    GOOGLE_CLIENT_ID: 'client.apps.googleusercontent.com',
    GOOGLE_CLIENT_SECRET: CLIENT_SECRET,
    SALESFORCE_WEBHOOK_SECRETS: WEBHOOK_SECRET,
    LOG_LEVEL: 'debug',
    SETUP_ADMINS: 'admin@example.com',
  };
  const port = await freePort();
  const GOOGLE_EMULATOR_URL = `http://127.0.0.1:${port}/google`;
  connector = await startConnector({
    directory,
    port,
    environment: { ...environment, GOOGLE_EMULATOR_URL },
  });
  admin = await signedIn(connector.baseUrl);
});
afterAll(() => connector.end());

/** The secrets that the emulated Google issued, read from its database; each has a marking prefix. */
function collectIssued(): void {
  const files = readdirSync(directory).filter((name) => name.startsWith('google.sqlite'));
  for (const file of files) {
    const bytes = readFileSync(join(directory, file)).toString('latin1');
    for (const [token] of bytes.matchAll(/(ya29\.|1\/\/|4\/)[\w-]{20,}/g)) secrets.add(token);
  }
}

async function checkNow(): Promise<void> {
  const form_token = await formToken(admin);
  const id = await connectionIdOf(admin);
  const { location } = await admin.submit(`/setup-page/connections/${id}/probe`, { form_token });
  if (location) pages.push((await admin.get(location)).text);
  pages.push((await admin.get('/setup-page')).text);
}

test('no secret reaches a log line, a page or an error, whatever fails', async () => {
  const google = emulator(`${connector.baseUrl}/google`);
  const faults = [
    'revoked',
    'password_changed',
    'invalid_rapt',
    'admin_policy_enforced',
    'invalid_client',
    'rotates_refresh_token',
    'rate_limited',
    'server_error',
    'unavailable',
    'html_instead_of_json',
    'html_error',
    'dropped',
    'gmail_disabled',
    'gmail_api_off',
    'domain_policy',
    'unauthorized',
    'skewed_clock',
    'no_refresh_token',
  ];
  for (const fault of faults) {
    await google.heal();
    await google.provoke('short_lived', '*', { seconds: 1 });
    await connectMailbox(admin, { account: SUPPORT });
    // Error answers repeat what was sent, which is the worst that a server can do to our logs.
    await google.provoke('echo_secrets', '*');
    await google.provoke(fault, '*');
    await checkNow();
    const callback = await goThroughGoogle(admin, { account: SUPPORT });
    secrets.add(callback.searchParams.get('code') ?? '-');
    pages.push((await admin.get(callback.href)).text);
    pages.push((await admin.get(callback.href, { accept: 'application/json' })).text);
    collectIssued();
  }
  const session = /connector_session=([^;]+)/.exec(admin.cookies())?.[1] ?? '-';
  const browser = /connector_browser=([^;]+)/.exec(admin.cookies())?.[1] ?? '-';
  secrets.add(session).add(browser);

  expect(secrets.size).toBeGreaterThan(faults.length * 2);
  expect(pages.length).toBeGreaterThan(faults.length * 3);
  const output = connector.output();
  expect(output).toContain('refused: ');
  const seen = [output, ...pages].join('\n');
  const leaked = [...secrets].filter((secret) => secret.length > 8 && seen.includes(secret));
  expect(leaked).toEqual([]);
  // Also no fragment that looks like a secret: a token's prefix, a JWT's header.
  expect(seen).not.toMatch(/ya29\.|\b1\/\/0|eyJ[\w-]{20,}/);
}, 90_000);

test('the store contains none of them in plain text', () => {
  collectIssued();
  const files = readdirSync(directory).filter((name) => name.startsWith('connector.sqlite'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const bytes = readFileSync(join(directory, file)).toString('latin1');
    expect([...secrets].filter((secret) => secret.length > 8 && bytes.includes(secret))).toEqual(
      [],
    );
  }
});
