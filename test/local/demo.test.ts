import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { TROOPS } from '../../local/demo/cast.ts';
import { readDemoCall } from '../../local/demo/options.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { eventually } from '../support/eventually.ts';
import { checkNow, type Person, signedIn } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const PROGRAM = fileURLToPath(new URL('../../local/demo/main.ts', import.meta.url));
const MAILBOXES = 60;
const FAILING = TROOPS.filter(({ shownBy }) => shownBy === 'check').length;
const REFUSED = TROOPS.length - FAILING;
const directory = temporaryDirectory();

/** Starts the demo, and answers once it serves. */
async function startDemo(port: number) {
  const options = ['--directory', 'demo', '--mailboxes', String(MAILBOXES), '--port', String(port)];
  // A configuration of the real Google, which no demo may take over.
  const env = { ...childEnvironment(), GOOGLE_CLIENT_ID: 'real.apps.googleusercontent.com' };
  const child = spawn(process.execPath, [PROGRAM, ...options], { cwd: directory, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  await eventually(() => output.includes('Ctrl-C'), { what: () => output, withinMs: 100_000 });
  return {
    output: () => output,
    stop: async () => {
      child.kill('SIGINT');
      await once(child, 'close');
      return child.exitCode;
    },
  };
}

describe('npm run demo', () => {
  let port: number;
  let demo: Awaited<ReturnType<typeof startDemo>>;
  let admin: Person;

  beforeAll(async () => {
    port = await freePort();
    demo = await startDemo(port);
    admin = await signedIn(`http://127.0.0.1:${port}`);
  }, 120_000);
  afterAll(() => demo?.stop());

  const list = async (show: string): Promise<string> =>
    (await admin.get(`/setup-page?show=${show}`)).text;

  test('shows the mailboxes that fail, that wait for somebody and that work', async () => {
    const { text } = await admin.get('/setup-page');
    const counts = [...text.matchAll(/<span class="count">([\d,]+)<\/span>/g)].map(([, n]) => n);
    // Those whose mail becomes cases are besides.
    const all = MAILBOXES + 4;
    expect(counts.map(Number)).toEqual([all, FAILING, REFUSED, all - FAILING - REFUSED]);
  });

  test('gives at “Check now” the answer that the list shows', async () => {
    const page = await list('failing');
    const link = /connections\/([\w-]+)[^"]*"[^>]*>support-1@lab\.example\.com</.exec(page);
    const id = link?.[1] ?? '';
    const before = 'Gmail is not turned on for this account';
    expect(page).toContain(before);
    await checkNow(admin, id);
    expect((await admin.get(`/setup-page/connections/${id}`)).text).toContain(before);
  });

  test('has a month of checks, and of mail on cases, some of it held', async () => {
    const id = /\/connections\/([\w-]+)/.exec(await list('well'))?.[1];
    const { text } = await admin.get(`/setup-page/connections/${id}`);
    expect(text).toContain('30');
    const cases = await (await fetch(`http://127.0.0.1:${port}/salesforce/cases`)).text();
    expect(Number(/(\d+) cases/.exec(cases)?.[1])).toBeGreaterThan(20);
    const months = new Set(
      [...cases.matchAll(/opened (\d{4}-\d{2}-\d{2})/g)].map(([, day]) => day),
    );
    expect(months.size).toBeGreaterThan(10);
  });

  test('shows that Gmail announced the mail of that month', async () => {
    const { text } = await admin.get('/setup-page/checklist');
    const item = text.split('<li class="checklist-item ').find((part) => part.includes('"push"'));
    expect(item).toContain('In place');
  });

  test('is there at once when it is started again, and ends on Ctrl-C', async () => {
    expect(await demo.stop()).toBe(0);
    const startedAt = performance.now();
    demo = await startDemo(port);
    expect(demo.output()).toContain('They are there already.');
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  }, 60_000);
});

describe('the arguments of the demo', () => {
  test('are those of the documents by default', () => {
    expect(readDemoCall([], '8080')).toEqual({
      directory: resolve('.demo'),
      mailboxes: 10_000,
      port: 8080,
      pictures: false,
    });
  });

  test.each([
    ['an unknown option', ['--mailbox', '50']],
    ['a word', ['50']],
    ['no number', ['--mailboxes', 'ten']],
    ['too few mailboxes', ['--mailboxes', '19']],
    ['too many mailboxes', ['--mailboxes', '100001']],
    ['a port that does not exist', ['--port', '65536']],
    ['no directory', ['--directory', '']],
  ])('are refused: %s', (_, args) => expect(readDemoCall(args, '8080')).toBeNull());

  test('that are wrong are answered with the usage, and nothing is made', async () => {
    const child = spawn(process.execPath, [PROGRAM, '--mailboxes', 'ten'], {
      cwd: directory,
      env: childEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await once(child, 'close');
    expect(child.exitCode).toBe(2);
    expect(output).toMatch(/^The arguments are wrong\.[\s\S]+npm run demo -- /);
    expect(output).not.toMatch(/^\s+at /m);
    expect(existsSync(join(directory, '.demo'))).toBe(false);
  });
});
