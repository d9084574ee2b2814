import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ENTRY_POINT } from '../../build/product.ts';
import { openCloud } from '../../build/warm-up/cloud.ts';
import { makeContents } from '../../build/warm-up/contents.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { sharedBundles } from './shared-bundles.ts';
import { CLOUD, endAll, start } from './started.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FRAMEWORK = `${ROOT}node_modules/@google-cloud/functions-framework/build/src/main.js`;

/** What each function answers without a call to another service. */
const REFUSALS = [
  ['authorization-url', 'GET', 401],
  ['oauth-callback', 'POST', 405],
  ['token-refresh', 'POST', 401],
  ['label-probe', 'POST', 401],
  ['salesforce-webhook', 'POST', 503],
  ['setup-page', 'GET', 401],
  ['gmail-push', 'POST', 401],
  ['mail-sync', 'POST', 401],
] as const;

const directory = temporaryDirectory();
let dist: string;
const bundleOf = (name: string): string => join(dist, name);
const read = (name: string, file: string): string =>
  readFileSync(join(bundleOf(name), file), 'utf8');
const codeOf = (name: string): string => read(name, 'function.js') + read(name, 'libraries.js');

/** A copy of the bundles outside the checkout, which a test may change. */
function copyOf(name: string): string {
  const copy = join(directory, 'copies', `${name}-${crypto.randomUUID()}`);
  cpSync(bundleOf(name), copy, { recursive: true });
  return copy;
}

function install(copy: string): void {
  const args = ['install', '--offline', '--no-audit', '--no-fund', '--no-update-notifier'];
  // The npm that runs this test passes its settings on, among them that no script runs.
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const env = Object.fromEntries(inherited);
  execFileSync('npm', args, { cwd: copy, env, stdio: ['ignore', 'ignore', 'pipe'] });
}

beforeAll(async () => {
  dist = await sharedBundles();
}, 240_000);
afterAll(endAll);

describe.each(REFUSALS)('the bundle of %s', (name, method, status) => {
  test('is installed and started as by Google’s builder', async () => {
    const copy = copyOf(name);
    install(copy);
    const program = 'node_modules/.bin/functions-framework';
    const { baseUrl, output, end } = await start(['/bin/bash', '-c', program], copy, {
      ...CLOUD,
      FUNCTION_TARGET: ENTRY_POINT,
      FUNCTION_SIGNATURE_TYPE: 'http',
    });
    const response = await fetch(baseUrl, { method, redirect: 'manual' });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(output()).not.toContain('code cache rejected');
    expect(output()).toContain(`"function":"${name}"`);
    await end();
  });

  test('is also served by another framework', async () => {
    const args = [FRAMEWORK, `--target=${ENTRY_POINT}`, `--source=${copyOf(name)}`] as const;
    const { baseUrl, output, end } = await start([process.execPath, ...args], directory, CLOUD);
    const response = await fetch(baseUrl, { method, redirect: 'manual' });
    expect(response.status).toBe(status);
    expect(output()).not.toContain('code cache rejected');
    await end();
  });

  test('contains nothing that it does not need', () => {
    const code = codeOf(name);
    expect(code).not.toContain('node:sqlite');
    expect(code).not.toMatch(/^ *\/\/ (local|test|bench)\/[\w./-]+$/m);
    expect(code).not.toContain('oidc-provider');
    const probes = ['label-probe', 'salesforce-webhook', 'setup-page', 'oauth-callback'].includes(
      name,
    );
    expect(code.includes('googleapis/build/src/apis/gmail/v1.js')).toBe(probes);
    expect(code.match(/googleapis\/build\/src\/apis\/(?!gmail\/)\w+/)).toBeNull();
    const readsMail = ['gmail-push', 'mail-sync', 'salesforce-webhook', 'setup-page'].includes(
      name,
    );
    expect(/^ *\/\/ node_modules\/mailparser\//m.test(code)).toBe(readsMail);
    expect(/^ *\/\/ node_modules\/sanitize-html\//m.test(code)).toBe(readsMail);
    expect(/^ *\/\/ node_modules\/saxes\//m.test(code)).toBe(name === 'salesforce-webhook');
  });

  test('starts without the libraries that only some requests need', () => {
    const own = read(name, 'function.js');
    const late =
      /^ *\/\/ node_modules\/(?:@google-cloud\/firestore|@grpc|mailparser|sanitize-html|iconv-lite|nodemailer\/dist\/esm\/mail-composer)\//m;
    expect(own.match(late)).toBeNull();
    // What every start reads, whatever is asked: of the setup page, mostly its texts in two languages.
    expect(own.length).toBeLessThan(3_300_000);
  });

  test('contains the licences of its packages', () => {
    expect(read(name, 'LICENSES.txt')).toMatch(/^express \d.* \(MIT\)$/m);
  });

  test('lists the packages that are in it, and their versions, in CycloneDX', () => {
    const { bomFormat, metadata, serialNumber, components } = JSON.parse(
      read(name, 'sbom.cdx.json'),
    );
    expect(bomFormat).toBe('CycloneDX');
    // A time or a random number would change the digest, and so deploy the function again.
    expect([metadata.timestamp, serialNumber]).toEqual([undefined, undefined]);
    const listed = components.flatMap(({ purl = '' }) => purl.replace(/\?.*/, '') || []);
    const licensed = read(name, 'LICENSES.txt').matchAll(/^(@?[\w./-]+) (\d\S*) \(.+\)$/gm);
    const expected = [...licensed].map(([, each = '', version]) => {
      return `pkg:npm/${each.replace('@', '%40')}@${version}`;
    });
    expect(new Set(listed)).toEqual(new Set(expected));
  });

  test('wants the Node that made its code cache, and no other', () => {
    expect(JSON.parse(read(name, 'package.json')).engines.node).toBe(process.versions.node);
  });
});

test('a program that lost its executable bit gets it back in a cached layer', () => {
  const copy = copyOf('authorization-url');
  install(copy);
  chmodSync(join(copy, 'framework/start.js'), 0o644);
  install(copy);
  expect(statSync(join(copy, 'node_modules/.bin/functions-framework')).mode & 0o111).toBe(0o111);
});

test('the manifest names the files of the bundle', () => {
  const { functions, node } = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8'));
  expect(node).toBe(process.versions.node);
  expect(Object.keys(functions)).toEqual(REFUSALS.map(([name]) => name));
  for (const { md5, archive, bytes } of Object.values<Record<string, string>>(functions)) {
    expect(md5).toMatch(/^[\da-f]{32}$/);
    expect(readFileSync(join(dist, archive ?? '')).length).toBe(bytes);
  }
});

const startOwn = (copy: string, environment: NodeJS.ProcessEnv) =>
  start([process.execPath, 'framework/start.js'], copy, environment);

test('works with Firestore and Secret Manager, with both code caches accepted', async () => {
  const cloud = await openCloud(await makeContents(`${CLOUD.GOOGLE_CLIENT_ID} at google`));
  const { baseUrl, output, end } = await startOwn(copyOf('authorization-url'), {
    ...CLOUD,
    FIRESTORE_EMULATOR_HOST: cloud.address,
    SECRET_MANAGER_EMULATOR_HOST: cloud.address,
  });
  const headers = { cookie: 'connector_session=v1.key.of.nobody.known' };
  const response = await fetch(`${baseUrl}/unknown-link`, { headers });
  cloud.close();
  expect(response.status).toBe(400);
  expect(await end()).toBe(0);
  expect(output()).toContain('authorization_request_unknown');
  expect(output()).not.toContain('code cache rejected');
});

describe('without its code cache', () => {
  const damage = (path: string): void => {
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
  };
  test.each([
    ['damaged', damage, 'is damaged'],
    ['empty', (path: string) => writeFileSync(path, ''), 'is damaged'],
    ['missing', (path: string) => rmSync(path), 'ENOENT'],
  ])('says so and serves when it is %s', async (_, spoil, problem) => {
    const copy = copyOf('setup-page');
    spoil(join(copy, 'function.cache'));
    const { baseUrl, output, end } = await startOwn(copy, CLOUD);
    expect((await fetch(baseUrl)).status).toBe(401);
    const lines = output()
      .split('\n')
      .filter((line) => line.includes('code cache rejected'));
    expect(lines).toHaveLength(1);
    const { severity, message, function: name } = JSON.parse(lines[0] ?? '');
    expect([severity, name]).toEqual(['WARNING', 'setup-page']);
    expect(message).toContain(problem);
    await end();
  });

  test('says so and serves when it was made for other flags of V8', async () => {
    const copy = copyOf('setup-page');
    const command = [process.execPath, '--no-opt', 'framework/start.js'] as const;
    const { baseUrl, output, end } = await start(command, copy, CLOUD);
    expect((await fetch(baseUrl)).status).toBe(401);
    expect(output()).toContain('code cache rejected: function.cache was made by another Node');
    await end();
  });
});

test.each([
  ['on Cloud Run', { K_SERVICE: 'setup-page' }, 'BASE_URL must be set on Cloud Run'],
  ['without a state', {}, 'STATE must be cloud'],
])('an incomplete configuration %s is answered with a code', async (_, environment, problem) => {
  const { baseUrl, output, end } = await startOwn(copyOf('setup-page'), environment);
  const response = await fetch(baseUrl);
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ error: { code: 'configuration_invalid' } });
  await end();
  expect(output()).toContain(problem);
});

describe('request bodies are read by our own edge', () => {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer s'.padEnd(48, 's') };
  const secret = headers.authorization.slice('Bearer '.length);
  test.each([
    ['malformed', '{', 400, 'body_malformed'],
    ['too large', `"${'x'.repeat(70_000)}"`, 413, 'body_too_large'],
  ])('%s', async (_, body, status, code) => {
    const environment = { ...CLOUD, SALESFORCE_WEBHOOK_SECRETS: secret };
    const { baseUrl, end } = await startOwn(copyOf('salesforce-webhook'), environment);
    const response = await fetch(baseUrl, { method: 'POST', headers, body });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
    await end();
  });

  test('a path with wrong percent-encoding is not found, and not logged', async () => {
    const { baseUrl, output, end } = await startOwn(copyOf('setup-page'), CLOUD);
    expect((await fetch(`${baseUrl}/%ff-secret`)).status).toBe(404);
    await end();
    expect(output()).not.toContain('-secret');
  });
});
