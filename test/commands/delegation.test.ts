import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, openSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { startGoogle } from '../google/emulated-google.ts';
import { serve } from '../google/scripted-server.ts';
import { type Ended, runCommand, startCommand } from '../support/command.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { pkcs12Of } from './pkcs12.ts';

const SERVICE_ACCOUNT = 'connector@project-1.iam.gserviceaccount.com';
const SUBJECT = 'support@example.com';
const EMAIL = 'https://www.googleapis.com/auth/userinfo.email';
const LABELS = 'https://www.googleapis.com/auth/gmail.labels';
const FULL_ACCESS = 'https://mail.google.com/';
const PROBE = ['openid', EMAIL, LABELS];
const STEPS = [
  'key',
  'signs',
  'clock',
  'assertion',
  'scopes',
  'mailbox',
  'gmail',
  'labels',
  'imap',
];
/** What a terminal could obey, line breaks aside. */
const CONTROL = /[^\P{Cc}\n]/u;

const directory = temporaryDirectory();
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const PUBLIC_PEM = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const PASSWORD = 'correct horse';

let files = 0;
function fileOf(content: string | Buffer): string {
  files += 1;
  const path = join(directory, `file-${files}`);
  writeFileSync(path, content);
  return path;
}

const keyFile = (changes: object = {}): string =>
  fileOf(
    JSON.stringify({
      type: 'service_account',
      project_id: 'project-1',
      private_key: PEM,
      client_email: SERVICE_ACCOUNT,
      client_id: '103456789012345678901',
      token_uri: 'https://oauth2.googleapis.com/token',
      ...changes,
    }),
  );

const ofSubject = ['--subject', SUBJECT];

const run = (
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Ended> =>
  runCommand(['delegation', ...args], { GOOGLE_EMULATOR_URL: NOWHERE, ...settings }, input);

const check = (args: readonly string[], settings?: Record<string, string>, input?: string) =>
  run(['check', ...args], settings, input);

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1';

/** An emulated Google that delegates these scopes to the service account, with the key's own file. */
async function delegated(scopes: readonly string[] = PROBE) {
  const { google, baseUrl } = await startGoogle();
  const [seeded] = await google.seedServiceAccounts([
    {
      email: SERVICE_ACCOUNT,
      makeKey: true,
      publicKeys: [PUBLIC_PEM],
      delegation: scopes.length > 0 ? { 'example.com': [...scopes] } : {},
    },
  ]);
  if (!seeded?.keyFile) throw new Error('no key was made');
  const { keyFile: file, clientId } = seeded;
  const settings = { GOOGLE_EMULATOR_URL: baseUrl };
  return { google, settings, clientId, file: fileOf(JSON.stringify(file)), key: file.private_key };
}

const stepsOf = ({ stdout }: Ended): Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const marksOf = ({ stdout }: Ended): string[] =>
  [...stdout.matchAll(/^([✓✗–]) (\w+)/gm)].map(([, mark, step]) => `${mark} ${step}`);

describe('npm run delegation -- check, against the emulated Google', () => {
  test('prints one line for each step, and ends with 0', async () => {
    const { settings, file, clientId, key } = await delegated();
    const ended = await check(['--key', file, ...ofSubject], settings);
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
    expect(marksOf(ended)).toEqual(STEPS.map((step) => `${step === 'imap' ? '–' : '✓'} ${step}`));
    expect(ended.stdout).toContain(`client ID ${clientId}`);
    expect(ended.stdout).toContain(`Ready: the service account can act for ${SUBJECT}.`);
    expect(ended.stdout).not.toContain(key.slice(60, 90));
    expect(ended.stdout).not.toContain('ya29');
  });

  test('with full access it reads the setting of IMAP too', async () => {
    const { settings, file } = await delegated(['openid', EMAIL, FULL_ACCESS]);
    const args = ['--key', file, ...ofSubject, '--profile', 'everything'];
    const ended = await check(args, settings);
    expect(marksOf(ended)).toEqual(STEPS.map((step) => `✓ ${step}`));
    expect(ended.code).toBe(0);
  });

  test('after a failure it says who acts, what to do, and what to copy, and ends with 1', async () => {
    const { settings, file, clientId } = await delegated();
    const args = ['--key', file, ...ofSubject, '--profile', 'send'];
    const ended = await check(args, settings);
    const send = 'https://www.googleapis.com/auth/gmail.send';
    expect(ended.code).toBe(1);
    expect(marksOf(ended).filter((line) => line.startsWith('✗'))).toEqual(['✗ scopes']);
    for (const words of [
      `The delegation lacks some permissions (delegation_scopes_missing). Not delegated: ${send}.`,
      'Who acts: A Google Workspace administrator',
      '  1. In the Google Admin console, open',
      '  Page: https://admin.google.com/ac/owl/domainwidedelegation\n',
      `  Client ID: ${clientId}\n`,
      `  Scopes: ${[...PROBE, send].join(',')}\n`,
      '\nNot ready: “scopes” failed.\n',
    ]) {
      expect(ended.stdout).toContain(words);
    }
  });

  test('explains the one answer that has several causes, in the order to look at them', async () => {
    const { settings, file } = await delegated([]);
    const { stdout } = await check(['--key', file, ...ofSubject], settings);
    const [, cases = ''] = stdout.split('Look at them in this order:\n');
    expect(cases.split('\n').slice(0, 5).join('\n')).toMatch(
      /1\. .*no row.*\n.*2\. .*e-mail address.*\n.*3\. .*none of the scopes.*\n.*4\. .*example\.com.*\n.*5\. .*24 hours/,
    );
  });

  test('speaks the terminal’s language', async () => {
    const { settings, file } = await delegated();
    const args = ['--key', file, '--subject', 'nobody@example.com'];
    const { stdout } = await check(args, { ...settings, LANG: 'ja_JP.UTF-8' });
    expect(stdout).toContain('✓ signs      リクエストに署名できます。');
    expect(stdout).toContain('このアドレスのユーザーは存在しません (delegation_user_unknown)。');
    expect(stdout).toContain('対応者: このコネクタの運用担当者');
    expect(stdout).toContain('まだ使用できません。');
  });

  test('with --json it prints one object for each step, and nothing else', async () => {
    const { settings, file, clientId } = await delegated();
    const args = ['--key', file, ...ofSubject, '--json'];
    const ended = await check(args, settings);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const steps = stepsOf(ended);
    expect(steps.map(({ step }) => step)).toEqual(STEPS);
    for (const step of steps) {
      expect(Object.keys(step)).toEqual(['step', 'ok', 'code', 'whoActs', 'detail']);
    }
    expect(steps[0]).toMatchObject({
      ok: true,
      code: null,
      whoActs: null,
      detail: { format: 'json', serviceAccount: SERVICE_ACCOUNT, clientId },
    });
    const failed = await check([...args, '--scopes', `${LABELS},${FULL_ACCESS}`], settings);
    expect(failed.code).toBe(1);
    expect(stepsOf(failed)[4]).toEqual({
      step: 'scopes',
      ok: false,
      code: 'delegation_scopes_missing',
      whoActs: 'workspace_admin',
      detail: {
        granted: [LABELS],
        missing: [FULL_ACCESS],
        unknown: [],
        page: 'https://admin.google.com/ac/owl/domainwidedelegation',
        clientId,
        serviceAccount: SERVICE_ACCOUNT,
        scopes: `${LABELS},${FULL_ACCESS}`,
      },
    });
  });
});

describe('without a key', () => {
  const CALLER = 'functions@project-1.iam.gserviceaccount.com';

  /** Serves the identity of this machine, as Google Cloud's metadata server does. */
  const metadataOf = (accessToken: string): Promise<string> =>
    serve(({ url = '' }, response) => {
      const isToken = url.split('?')[0]?.endsWith('/service-accounts/default/token');
      const token = { access_token: accessToken, expires_in: 3599, token_type: 'Bearer' };
      response.writeHead(200, { 'metadata-flavor': 'Google', 'content-type': 'application/json' });
      response.end(isToken ? JSON.stringify(token) : 'project-1');
    });

  async function keyless(tokenCreators: string[]) {
    const { google, baseUrl } = await startGoogle();
    const delegation = { 'example.com': [...PROBE] };
    await google.seedServiceAccounts([{ email: SERVICE_ACCOUNT, tokenCreators, delegation }]);
    const accessToken = await google.issueServiceAccountAccessToken({ email: CALLER });
    return check(['--keyless', SERVICE_ACCOUNT, ...ofSubject], {
      GOOGLE_EMULATOR_URL: baseUrl,
      GCE_METADATA_HOST: new URL(await metadataOf(accessToken)).host,
      METADATA_SERVER_DETECTION: 'assume-present',
    });
  }

  test('Google signs with the identity of this machine', async () => {
    const ended = await keyless([CALLER]);
    expect(ended.stderr).toBe('');
    expect(marksOf(ended).slice(0, 5)).toEqual([
      '– key',
      '✓ signs',
      '✓ clock',
      '✓ assertion',
      '✓ scopes',
    ]);
    expect(ended.stdout).toContain(`Google signs for ${SERVICE_ACCOUNT}.`);
    expect(ended.code).toBe(0);
  });

  test('says which role is missing, and who gives it', async () => {
    const ended = await keyless([]);
    expect(marksOf(ended).slice(0, 2)).toEqual(['– key', '✗ signs']);
    expect(ended.stdout).toContain('(signing_not_allowed)');
    expect(ended.stdout).toContain('Service Account Token Creator');
    expect(ended.code).toBe(1);
  });
});

describe('the formats of a key', () => {
  const p12 = pkcs12Of(pair.privateKey, PASSWORD);
  const named = ['--service-account', SERVICE_ACCOUNT];
  const passwordFile = () => ['--password-file', fileOf(`${PASSWORD}\n`)];

  test.each<[string, () => readonly string[], string]>([
    ['JSON', () => ['--key', keyFile()], 'JSON, '],
    ['PEM', () => ['--key', fileOf(PEM), ...named], 'PEM, '],
    ['P12', () => ['--key', fileOf(p12), ...named, ...passwordFile()], 'P12, '],
    [
      'P12 in Base64',
      () => ['--key', fileOf(p12.toString('base64')), ...named, ...passwordFile()],
      'P12, ',
    ],
    [
      'P12 with the password of Google’s console',
      () => ['--key', fileOf(pkcs12Of(pair.privateKey, 'notasecret')), ...named],
      'P12, ',
    ],
  ])('%s is recognised by its content', async (_, args, words) => {
    const ended = await check([...args(), '--offline']);
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toContain(words);
    expect(ended.code).toBe(0);
  });

  test('the password comes from a pipe as well, and is never printed', async () => {
    const args = ['--key', fileOf(p12), ...named, '--offline', '--password-file', '-'];
    expect((await check(args, {}, `${PASSWORD}\n`)).code).toBe(0);
    const wrong = await check(args, {}, 'battery staple\n');
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toContain('key_password_wrong');
    expect(wrong.stdout + wrong.stderr).not.toContain('battery');
  });

  test('a file that is no key fails at the first step', async () => {
    const ended = await check(['--key', fileOf('hello'), '--offline']);
    expect(ended.code).toBe(1);
    expect(marksOf(ended)).toEqual(['✗ key', '– signs']);
    expect(ended.stdout).toContain('key_unrecognised');
  });

  test('a key file cannot speak to the terminal', async () => {
    const client_email = `a\u001b[2J@project-1.iam.gserviceaccount.com`;
    const { stdout } = await check(['--key', keyFile({ client_email }), '--offline']);
    expect(stdout).not.toMatch(CONTROL);
  });
});

describe('what is sent', () => {
  /** A Google that counts what arrives, and never answers. */
  async function silent() {
    const paths: string[] = [];
    const listener: RequestListener = ({ url = '' }) => paths.push(url);
    return { paths, settings: { GOOGLE_EMULATOR_URL: await serve(listener) } };
  }

  test('nothing with --offline, which needs no mailbox either', async () => {
    const { paths, settings } = await silent();
    const ended = await check(['--key', keyFile(), '--offline'], settings);
    expect(marksOf(ended)).toEqual(['✓ key', '✓ signs']);
    expect(ended.stdout).toContain('Nothing was sent to Google.');
    expect(ended.code).toBe(0);
    expect(paths).toEqual([]);
  });

  test('each line appears when its step ends', async () => {
    const { settings } = await silent();
    const command = ['delegation', 'check', '--key', keyFile(), ...ofSubject] as const;
    const running = startCommand([...command], settings);
    await running.printed('✓ signs');
    running.kill();
    const ended = await running.ended;
    // It was waiting for Google's time.
    expect(ended.code).toBeNull();
    expect(marksOf(ended)).toEqual(['✓ key', '✓ signs']);
  });

  test('a Google that cannot be reached is named once', async () => {
    const ended = await check(['--key', keyFile(), ...ofSubject]);
    expect(ended.code).toBe(1);
    expect(marksOf(ended).filter((line) => line.startsWith('✗'))).toEqual(['✗ assertion']);
    expect(ended.stdout).toContain('Network: ECONNREFUSED');
  });

  test('Google’s words reach the terminal without control characters', async () => {
    const words = { error: 'invalid_grant', error_description: 'Invalid \u001b[2J\u009b email' };
    const url = await serve((request, response) => {
      request.resume().once('end', () => {
        response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(words));
      });
    });
    const ended = await check(['--key', keyFile(), ...ofSubject], { GOOGLE_EMULATOR_URL: url });
    expect(ended.stdout).toContain('Google’s answer: 400 invalid_grant Invalid');
    expect(ended.stdout).not.toMatch(CONTROL);
  });
});

describe('a wrong call', () => {
  const key = ['--key', keyFile()];

  test.each<[string, readonly string[], RegExp]>([
    ['no arguments', [], /^Usage: /],
    ['a password as an argument', [...key, '--password', 'hunter2'], /A password is no argument/],
    ['a missing file', ['--key', join(directory, 'hunter2')], /cannot be read: there is none/],
    ['a directory', ['--key', directory], /cannot be read: it is a directory/],
    ['a PEM file without its account', ['--key', fileOf(PEM)], /add --service-account/],
    ['a password for JSON', [...key, '--password-file', '-'], /P12 file only/],
    ['a login at an emulated Google', [...key, '--imap-login'], /has no IMAP server/],
  ])('%s: ends with 2 and a reason, and repeats no value', async (_, args, reason) => {
    const ended = await run(args.length > 0 ? ['check', ...args, ...ofSubject] : []);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(reason);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).not.toContain('hunter2');
  });

  const testWithFullDevice = existsSync('/dev/full') ? test : test.skip;
  testWithFullDevice('an output that cannot be written ends it with 3 and one sentence', () => {
    const full = openSync('/dev/full', 'w');
    const command = ['commands/delegation.ts', '--help'];
    const ended = spawnSync(process.execPath, command, { stdio: ['ignore', full, 'pipe'] });
    expect(ended.status).toBe(3);
    expect(String(ended.stderr)).toBe('The output cannot be written: ENOSPC\n');
  });

  test('--help explains the options, and ends with 0', async () => {
    const ended = await run(['--help']);
    expect(ended.code).toBe(0);
    for (const option of ['--key', '--password-file', '--keyless', '--subject', '--offline']) {
      expect(ended.stdout).toContain(`  ${option}`);
    }
  });

  test('a wrong setting is named, and ends with 1', async () => {
    const args = ['--key', keyFile(), ...ofSubject];
    const settings = { GOOGLE_EMULATOR_URL: 'nonsense' };
    const ended = await check(args, settings);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('GOOGLE_EMULATOR_URL must be');
    const json = await check([...args, '--json'], settings);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'configuration_invalid' } });
    expect(json.stderr).toBe('');
  });
});
