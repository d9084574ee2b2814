import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { SETTINGS } from '../../shared/config/settings.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FRAMEWORK = `${ROOT}node_modules/@google-cloud/functions-framework/build/src/main.js`;
/** Blank, so that a developer's .env has no effect. */
const UNSET = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, '']));
const directory = temporaryDirectory();
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Runs a function as `npm run functions-framework -- --target=NAME` does, from the project's folder. */
async function serveAlone(target: string): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [FRAMEWORK, `--target=${target}`, `--port=${port}`], {
    cwd: ROOT,
    env: {
      ...childEnvironment(),
      ...UNSET,
      DATA_DIR: directory,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return `http://127.0.0.1:${port}`;
}

test.each([
  ['authorization-url', 'GET', '/', 401],
  ['authorization-url', 'GET', '/authorization-url/unknown-link', 400],
  ['oauth-callback', 'GET', '/oauth-callback?state=unknown&code=x', 400],
  ['oauth-callback', 'GET', '/?state=unknown&code=x', 400],
  ['token-refresh', 'POST', '/', 401],
  ['label-probe', 'POST', '/label-probe', 401],
  ['salesforce-webhook', 'POST', '/', 503],
  ['setup-page', 'GET', '/setup-page', 401],
])('%s alone answers %s %s with %i', async (target, method, path, status) => {
  const baseUrl = await serveAlone(target);
  const response = await fetch(`${baseUrl}${path}`, { method, redirect: 'manual' });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  children.pop()?.kill('SIGKILL');
});

test('a body that is not JSON is answered with our error, not the framework’s page', async () => {
  const baseUrl = await serveAlone('salesforce-webhook');
  const response = await fetch(baseUrl, {
    method: 'POST',
    body: '{',
    headers: { 'content-type': 'application/json' },
  });
  expect(await response.json()).toMatchObject({ error: { code: 'webhook_not_configured' } });
});

test('a wrong configuration is answered with a code and without details', async () => {
  const port = await freePort();
  const child = spawn(process.execPath, [FRAMEWORK, '--target=setup-page', `--port=${port}`], {
    cwd: ROOT,
    env: { ...childEnvironment(), ...UNSET, DATA_DIR: directory, SETUP_ADMINS: '???' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  let logged = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    logged += text;
  });
  const response = await fetch(`http://127.0.0.1:${port}/setup-page`);
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ error: { code: 'configuration_invalid' } });
  expect(text).not.toContain('SETUP_ADMINS');
  while (!logged.includes('SETUP_ADMINS must')) await once(child.stdout, 'data');
});
