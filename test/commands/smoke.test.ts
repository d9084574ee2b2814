import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CHECKS, type Finding } from '../../commands/smoke-checks.ts';
import { PATIENCE_MS, runPatiently } from '../../commands/smoke-patience.ts';
import { FUNCTION_NAMES } from '../../shared/function-names.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { createLeapingClock } from './leaping-clock.ts';

const PROGRAM = fileURLToPath(new URL('../../commands/smoke.ts', import.meta.url));

const directory = temporaryDirectory();

const smoke = (...args: string[]) =>
  spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8' });

describe('against a working server', () => {
  let connector: Connector;
  beforeAll(async () => {
    const environment = { SALESFORCE_WEBHOOK_SECRETS: 'a-secret-of-the-webhook-for-this-test' };
    connector = await startConnector({ directory, environment });
  });
  afterAll(() => connector.end());

  test('every check passes, and the redirect URI is shown', () => {
    const { status, stdout } = smoke('--url', connector.baseUrl);
    expect(stdout).toContain(`All ${CHECKS.length} checks passed.`);
    expect(stdout).toContain(`${connector.baseUrl}/oauth-callback`);
    expect(status).toBe(0);
  });

  test('prints the same as JSON with --json, and nothing else', () => {
    const { stdout, stderr } = smoke('--url', connector.baseUrl, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, url: connector.baseUrl });
    expect(stderr).toBe('');
  });

  test('fails for a base URL that browsers would be redirected away from', () => {
    const other = connector.baseUrl.replace('127.0.0.1', 'localhost');
    const { status, stdout } = smoke('--url', other);
    expect(status).toBe(1);
    expect(stdout).toContain('FAILED');
  });
});

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

async function finding(name: string, answer: RequestListener): Promise<Finding> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const check = CHECKS.find((each) => each.name === name);
  if (!check) throw new Error(`no check ${name}`);
  return check.run({ origin, fetch });
}

const answering =
  (status: number, body = '', headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);
const refusal = (code: string): string => JSON.stringify({ error: { code } });
const toGoogle = (redirectUri: string): RequestListener =>
  answering(303, '', {
    location: `https://accounts.google.com/o/oauth2/v2/auth?redirect_uri=${redirectUri}`,
  });

describe('a new deployment', () => {
  /** Answers in this order; the last answer again and again. */
  async function repeated(name: string, answers: readonly RequestListener[]) {
    let calls = 0;
    const server = createServer((request, response) => {
      answers[Math.min(calls++, answers.length - 1)]?.(request, response);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const check = CHECKS.find((each) => each.name === name);
    if (!check) throw new Error(`no check ${name}`);
    const clock = createLeapingClock();
    const until = new Date(clock.now().getTime() + PATIENCE_MS);
    const lines: string[] = [];
    const print = (line: string) => void lines.push(line);
    const found = await runPatiently(check, { origin, fetch }, { clock, until, print });
    return { found, lines, calls };
  }
  const unknownLink = answering(400, refusal('authorization_request_unknown'));

  test('passes when it answers 403, 404 and 5xx at first, and the waiting is shown', async () => {
    const answers = [answering(403), answering(404), answering(500), answering(503), unknownLink];
    const { found, lines, calls } = await repeated('authorization-url', answers);
    expect(found).toMatchObject({ ok: true });
    expect(calls).toBe(5);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^authorization-url: 403, .* waiting, for 1(79|80) s at most$/);
  });

  test('passes once its roles, its key and its indexes work', async () => {
    const early = ['permission_missing', 'keyring_unusable', 'store_incomplete'];
    const refused = early.map((code) => answering(503, refusal(code)));
    const { found } = await repeated('oauth-callback', [...refused, unknownLink]);
    expect(found).toMatchObject({ ok: true });
  });

  test('fails after three minutes, with the last answer', async () => {
    const { found, calls } = await repeated('setup-page', [answering(403)]);
    expect(found).toMatchObject({ ok: false, found: expect.stringContaining('403') });
    expect(calls).toBeGreaterThan(30);
    expect(calls).toBeLessThan(40);
  });

  test.each([
    ['what only another deployment mends', answering(500, refusal('configuration_invalid'))],
    ['an answer of another server', answering(200, '<html>')],
    ['a refusal', answering(400, refusal('body_malformed'))],
  ])('fails at once with %s', async (_, answer) => {
    expect(await repeated('authorization-url', [answer])).toMatchObject({ calls: 1, lines: [] });
  });
});

describe('a failed check comes with advice', () => {
  test.each([
    ['setup-page', 'no function', answering(404, '<html>'), /is the URL right/],
    ['setup-page', 'not public', answering(403, '<html>'), /roles\/run\.invoker/],
    ['setup-page', 'a page of somebody else', answering(200, '<html>'), /Cloud Logging/],
    ['setup-page, sign-in', 'no keys', answering(503, refusal('keyring_unusable')), /keys -- init/],
    ['setup-page, sign-in', 'another origin', toGoogle('https://else.example/x'), /BASE_URL/],
    ['authorization-url', 'no role', answering(503, refusal('permission_missing')), /terraform/],
    ['oauth-callback', 'no index', answering(503, refusal('store_incomplete')), /indexes/],
    [
      'salesforce-webhook',
      'no secret',
      answering(503, refusal('webhook_not_configured')),
      /secret/,
    ],
    ['salesforce-webhook', 'an open door', answering(200, '{}'), /Cloud Logging/],
    ['token-refresh', 'an open door', answering(200, '{}'), /allUsers/],
    ['label-probe', 'an open door', answering(200, '{}'), /allUsers/],
    ['mail-sync', 'an open door', answering(200, '{}'), /allUsers/],
    ['gmail-push', 'an open door', answering(200, '{}'), /allUsers/],
    ['gmail-push', 'no function', answering(404, '<html>'), /is the URL right/],
  ])('%s with %s', async (name, _, answer, advice) => {
    const { ok, ...found } = await finding(name, answer);
    expect(ok).toBe(false);
    expect(found.advice).toMatch(advice);
  });

  const PRIVATE = ['token-refresh', 'label-probe', 'mail-sync', 'gmail-push'];

  test.each(PRIVATE)('%s passes when IAM refuses the call first', async (name) => {
    expect(await finding(name, answering(403, '<html>'))).toMatchObject({ ok: true });
  });

  test.each(PRIVATE)('%s passes when it refuses a call without a token itself', async (name) => {
    const shut = answering(401, refusal('caller_unverified'));
    expect(await finding(name, shut)).toMatchObject({ ok: true });
  });
});

test('every function is checked', () => {
  const checked = CHECKS.map(({ name }) => name.split(',')[0]);
  expect([...new Set(checked)].toSorted()).toEqual([...FUNCTION_NAMES].toSorted());
});

describe('an untrusted server cannot', () => {
  const HOSTILE = '\u001b[2J\u009b2J\nok      forged';

  test('send control characters to the terminal in a code or a redirect URI', async () => {
    const code = await finding('oauth-callback', answering(400, refusal(HOSTILE)));
    expect(code.found).toBe('400, not an answer of ours');
    const uri = toGoogle(encodeURIComponent(`https://else.example/${HOSTILE}`));
    const { found } = await finding('setup-page, sign-in', uri);
    expect(found).toMatch(/^redirect URI https:\/\/else\.example\/[\w%[\].~-]+$/);
    const none = await finding('setup-page, sign-in', toGoogle(encodeURIComponent(HOSTILE)));
    expect(none.found).toBe('redirect URI that is none');
  });

  test('make an inherited property of an object count as advice', async () => {
    const end = await finding('oauth-callback', answering(400, refusal('constructor')));
    expect(end).toEqual({ ok: false, found: '400 constructor' });
  });

  test('fill the memory with an endless answer', async () => {
    let written = 0;
    const endless: RequestListener = (_, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'a');
      const write = (): void => {
        if (response.destroyed) return;
        written += chunk.length;
        if (response.write(chunk)) setImmediate(write);
        else response.once('drain', write);
      };
      write();
    };
    expect(await finding('oauth-callback', endless)).toMatchObject({
      found: '200, not an answer of ours',
    });
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });
});

describe('called wrongly', () => {
  test.each([
    ['without a URL', []],
    ['with a path', ['--url', 'https://example.com/path']],
    ['over plain http', ['--url', 'http://example.com']],
  ])('it says so %s', (_, args) => {
    const { status, stderr } = smoke(...args);
    expect(status).toBe(1);
    expect(stderr).toContain('--url must be');
  });

  test('shows its usage with an unknown option', () => {
    const { status, stderr } = smoke('--urls', 'x');
    expect(status).toBe(2);
    expect(stderr).toContain('Usage');
  });

  test('fails every check without hanging when no server answers', () => {
    const { status, stdout } = smoke('--url', 'http://127.0.0.1:1');
    expect(status).toBe(1);
    expect(stdout).toContain(`${CHECKS.length} of ${CHECKS.length} checks failed.`);
  });
});
