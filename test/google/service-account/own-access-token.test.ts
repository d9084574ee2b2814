import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createOwnAccessToken } from '../../../shared/google/credentials.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { serve } from '../scripted-server.ts';

const directory = temporaryDirectory();
const NAMES = [
  'GOOGLE_APPLICATION_CREDENTIALS',
  'CLOUDSDK_CONFIG',
  'GCE_METADATA_HOST',
  'METADATA_SERVER_DETECTION',
];
const before = new Map(NAMES.map((name) => [name, process.env[name]]));

beforeEach(() => {
  for (const name of NAMES) delete process.env[name];
  process.env['CLOUDSDK_CONFIG'] = directory;
  process.env['METADATA_SERVER_DETECTION'] = 'none';
});
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

test('our own access token comes from the metadata server, which is asked once for it', async () => {
  const asked: string[] = [];
  const origin = await serve((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'application/json', 'metadata-flavor': 'Google' });
    response.end(JSON.stringify({ access_token: 'marked-own-token', expires_in: 3599 }));
  });
  process.env['METADATA_SERVER_DETECTION'] = 'assume-present';
  process.env['GCE_METADATA_HOST'] = new URL(origin).host;
  const ownAccessToken = createOwnAccessToken();
  expect(await ownAccessToken()).toBe('marked-own-token');
  expect(await ownAccessToken()).toBe('marked-own-token');
  const tokens = asked.filter((url) => url.includes('/service-accounts/default/token'));
  expect(tokens).toHaveLength(1);
});

test('credentials that appear later are used; an outage of theirs shows none of them', async () => {
  const ownAccessToken = createOwnAccessToken();
  await expect(ownAccessToken()).rejects.toMatchObject({ code: 'credentials_missing' });
  process.env['GOOGLE_APPLICATION_CREDENTIALS'] = credentials();
  // The tests' guard refuses every address but loopback, before a packet leaves.
  const thrown = await ownAccessToken().catch((error: unknown) => error);
  expect(thrown).toMatchObject({ code: 'google_unavailable', upstream: { status: null } });
  expect(inspect(thrown, { depth: 9 })).not.toContain('marked');
});

/** The credentials of a person, as gcloud stores them. */
function credentials(): string {
  const file = join(directory, 'credentials.json');
  const content = {
    type: 'authorized_user',
    client_id: 'client',
    client_secret: 'marked-secret',
    refresh_token: 'marked-refresh-token',
  };
  writeFileSync(file, JSON.stringify(content));
  return file;
}
