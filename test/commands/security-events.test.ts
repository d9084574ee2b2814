import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EVENT_TYPES } from '../../shared/google/index.ts';
import { factsOf, runCommand } from '../support/command.ts';
import { startConnector } from '../support/connector.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { type RiscService, startRisc } from './risc-service.ts';

const TOKEN = 'ya29.admin';
const RECEIVER = 'https://mail.example.com/oauth-callback/security-events';
/** What a terminal could obey, line breaks aside. */
const CONTROL = /[^\P{Cc}\n]/u;
const directory = temporaryDirectory();

let risc: RiscService;
beforeEach(async () => {
  risc = await startRisc();
});
afterEach(() => risc.close());

type Changes = { token?: string; args?: readonly string[]; settings?: Record<string, string> };

const run = (verb: string, { token = TOKEN, args = [], settings = {} }: Changes = {}) =>
  runCommand(
    ['security-events', verb, ...args],
    {
      BASE_URL: 'https://mail.example.com',
      GOOGLE_CLIENT_ID: 'client.apps.googleusercontent.com',
      GOOGLE_CLIENT_SECRET: 'secret',
      GOOGLE_EMULATOR_URL: risc.baseUrl,
      SETUP_ADMINS: 'example.com',
      ...settings,
    },
    `${token}\n`,
  );

describe('npm run security-events', () => {
  test('register makes Google send every event type to our receiver', async () => {
    const { code, stdout, stderr } = await run('register');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain(`Google sends security events to ${RECEIVER}.`);
    expect(risc.project.stream).toEqual({ url: RECEIVER, events: EVENT_TYPES, status: 'enabled' });
    expect(EVENT_TYPES).toHaveLength(7);
    expect(risc.calls[0]).toMatchObject({ method: 'POST', path: '/v1beta/stream:update' });
  });

  test('register lets events flow again that somebody had stopped', async () => {
    risc.project.stream = { url: 'https://old.example.com/', events: [], status: 'disabled' };
    expect((await run('register')).code).toBe(0);
    expect(risc.project.stream).toEqual({ url: RECEIVER, events: EVENT_TYPES, status: 'enabled' });
  });

  test('status changes nothing, and names what is missing', async () => {
    await run('register');
    expect((await run('status')).code).toBe(0);
    const url = 'https://other.example.com/';
    const stream = { url, events: EVENT_TYPES.slice(1), status: 'disabled' };
    risc.project.stream = stream;
    const ended = await run('status', { args: ['--json'] });
    expect(ended.code).toBe(1);
    const missing = EVENT_TYPES.slice(0, 1);
    const facts = { ok: false, url, receiver: RECEIVER, enabled: false, missing };
    expect(factsOf(ended)).toMatchObject(facts);
    const { stdout } = await run('status');
    expect(stdout).toContain(`They belong at ${RECEIVER}`);
    expect(stdout).toContain('The stream is disabled');
    expect(stdout).toContain('-- register');
    expect(risc.project.stream).toEqual({ url, events: EVENT_TYPES.slice(1), status: 'disabled' });
  });

  test('verify asks for a verification event with a state of its own', async () => {
    await run('register');
    const ended = await run('verify', { args: ['--json'] });
    const { state } = factsOf(ended);
    expect(state).toMatch(/^[\da-f-]{36}$/);
    expect(risc.calls.at(-1)).toMatchObject({ path: '/v1beta/stream:verify', body: { state } });
    expect(ended.stderr).toBe('');
  });

  test.each([
    [
      'a host that is not authorized',
      { authorizedDomains: [] },
      /mail\.example\.com to .*Branding/,
    ],
    ['an API that is not enabled', { isApiEnabled: false }, /services enable risc/],
    ['a project that Firebase registered', { isRegisteredByFirebase: true }, /Firebase/],
    ['a project without an OAuth client', { hasOAuthClient: false }, /project that has it/],
    ['a person’s token', { tokens: { [TOKEN]: 'person' } }, /Impersonate/],
    [
      'an account without the role',
      { tokens: { [TOKEN]: 'account without the role' } },
      /riscconf/,
    ],
    ['an account of a deleted project', { tokens: { [TOKEN]: 'lost account' } }, /must belong/],
    ['an expired token', { tokens: {} }, /Make a new one/],
    ['a failure at Google', { answer: { status: 503, body: '' } }, /Try again/],
    ['an unknown refusal', { answer: { status: 418, body: '{}' } }, /table of its errors/],
  ] as const)('says what to do about %s', async (_, change, advice) => {
    Object.assign(risc.project, change);
    const ended = await run('register');
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/^Google refused: \d{3}/);
    expect(ended.stdout).toMatch(advice);
    expect(ended.stdout + ended.stderr).not.toContain(TOKEN);
    const json = await run('register', { args: ['--json'] });
    expect(factsOf(json)).toMatchObject({ ok: false, advice: expect.stringMatching(advice) });
  });

  test.each(['status', 'verify'])('%s before register says so', async (verb) => {
    const { code, stdout } = await run(verb);
    expect(code).toBe(1);
    expect(stdout).toContain('Run register');
  });

  test('refuses a plain-http receiver with what to do', async () => {
    const settings = { BASE_URL: 'http://127.0.0.1:8080' };
    const { stdout } = await run('register', { settings });
    expect(stdout).toContain('BASE_URL must begin with https');
  });

  test('says when Google cannot be reached', async () => {
    const settings = { GOOGLE_EMULATOR_URL: 'http://127.0.0.1:1' };
    expect((await run('status', { settings })).stdout).toContain('Google could not be reached');
  });

  test('lets Google neither speak to the terminal nor repeat the token', async () => {
    const message = `\u001b[2J${TOKEN.padEnd(40, 'x')}\u009b`;
    risc.project.answer = { status: 403, body: JSON.stringify({ error: { message } }) };
    const { stdout } = await run('status');
    expect(stdout).not.toMatch(CONTROL);
    expect(stdout).not.toContain('ya29');
    risc.project.answer = null;
    risc.project.stream = { url: 'https://x.example/\u001b[2J', events: [], status: 'enabled' };
    expect((await run('status')).stdout).not.toMatch(CONTROL);
  });

  test.each([
    ['no token', '', /is empty/],
    ['two lines', `${TOKEN}\nWARNING: this command is using impersonation`, /nothing else/],
    ['something endless', 'a'.repeat(20_000), /too long/],
  ])('refuses %s on standard input, and calls nobody', async (_, token, problem) => {
    const { code, stderr, stdout } = await run('register', { token });
    expect(code).toBe(1);
    expect(stderr).toMatch(problem);
    expect(stdout + stderr).not.toContain(TOKEN);
    expect(risc.calls).toEqual([]);
  });

  test('takes no token from the arguments', async () => {
    const { code } = await run('register', { args: ['ya29.argument'] });
    expect(code).toBe(2);
    expect(risc.calls).toEqual([]);
  });
});

test('the verification event that it asks for arrives in the log', async () => {
  const connector = await startConnector({ directory });
  const settings = { PORT: String(connector.port) };
  const command = (verb: string) => runCommand(['security-events', verb], settings, TOKEN);
  expect(await command('status')).toMatchObject({ code: 0 });
  expect(await command('verify')).toMatchObject({ code: 0 });
  await eventually(() => connector.output().includes('security event: verification'), {
    what: connector.output,
  });
  await connector.end();
});
