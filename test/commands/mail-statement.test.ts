import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mailOf } from '../../shared/runtime/mail.ts';
import { type Ended, factsOf, runCommand } from '../support/command.ts';
import { emulator } from '../support/emulator.ts';
import { eventually } from '../support/eventually.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const SECRET = 'The blue folder';
const directory = temporaryDirectory();
let pipeline: MailPipeline;
let connectionId: string;
/** All mail arrives in one second, so that no midnight comes between. */
let arrivedAt: Date;
const ids: Record<string, string> = {};

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
const DAY_MS = 24 * 60 * 60 * 1000;
const daysAway = (days: number): string => dayOf(new Date(arrivedAt.getTime() + days * DAY_MS));

function deliver(name: string, labelIds: readonly string[] = ['INBOX']): void {
  const content = [
    'From: Ann <ann@customer.example>',
    `To: ${SUPPORT}`,
    `Message-ID: <${name}@customer.example>`,
    `Subject: ${SECRET} ${name}`,
    '',
    SECRET,
  ].join('\r\n');
  const delivery = { address: SUPPORT, content, labelIds: [...labelIds], internalDate: arrivedAt };
  ids[name] = pipeline.google.deliverMail(delivery).id;
}

async function entryOf(name: string) {
  const entry = await mailOf(pipeline.runtime).store.readEntry(connectionId, ids[name] ?? '');
  if (!entry) throw new Error(`${name} is not in the ledger`);
  return entry.value;
}

const statement = (...options: readonly string[]): Promise<Ended> =>
  runCommand(['mail', 'statement', ...options], {
    BASE_URL: pipeline.baseUrl,
    DATA_DIR: directory,
  });

const ofToday = (...options: readonly string[]): Promise<Ended> =>
  statement('--mailbox', SUPPORT, '--day', daysAway(0), ...options);

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  connectionId = await pipeline.connect(SUPPORT);
  await pipeline.sync();
  arrivedAt = new Date();
  for (const name of ['first', 'second']) deliver(name);
  deliver('spam', ['SPAM']);
  await eventually(async () => {
    await pipeline.sync();
    return pipeline.org.rows('EmailMessage').length === 2;
  });
  await pipeline.google.settlePushes();
}, 60_000);
afterAll(() => pipeline.close());

describe('npm run mail -- statement', () => {
  test('ends with 0 when the books balance, and says so to people', async () => {
    const { code, stdout, stderr } = await ofToday();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`${SUPPORT}, ${daysAway(0)} (UTC)`);
    expect(stdout).toMatch(/arrived +3\n +filed +2\n +skipped +1 +spam 1\n/);
    expect(stdout).toContain('✓ The books balance.');
  });

  test('prints one object, and a line for each message as CSV, with nothing that a mail says', async () => {
    const json = await ofToday('--json');
    const { filed } = await entryOf('first');
    expect(factsOf(json)).toMatchObject({
      mailbox: SUPPORT,
      balanced: true,
      sums: { arrived: 3, filed: 2, skipped: 1, held: 0, waiting: 0, differences: 0 },
      latency: { p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) },
    });
    expect(factsOf(json)['lines']).toContainEqual(
      expect.objectContaining({
        messageId: ids['first'],
        kind: 'filed',
        receivedAt: arrivedAt.toISOString(),
        caseId: filed?.caseId,
        emailMessageId: filed?.emailMessageId,
      }),
    );
    const csv = await ofToday('--csv');
    const rows = csv.stdout.trimEnd().split('\r\n');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatch(/^messageId,threadId,kind,/);
    expect(rows.find((row) => row.startsWith(`${ids['spam']},`))).toContain(',skipped,false,');
    for (const { stdout } of [json, csv, await ofToday()]) {
      expect(stdout).not.toContain(SECRET);
      expect(stdout).not.toContain('customer.example');
    }
  });

  test('ends with 1 and names what the ledger does not know, and counts what a person deleted', async () => {
    const { filed } = await entryOf('second');
    const url = `${pipeline.baseUrl}/salesforce/cases/${filed?.caseId}`;
    await fetch(url, { method: 'POST', body: new URLSearchParams({ do: 'delete' }) });
    await emulator(`${pipeline.baseUrl}/google`).provoke('history_holes', SUPPORT, { every: 1 });
    deliver('hole');
    await pipeline.google.settlePushes();
    const json = await ofToday('--json');
    expect(json.code).toBe(1);
    expect(factsOf(json)).toMatchObject({
      balanced: false,
      sums: { arrived: 4, deleted_in_org: 1, differences: 1 },
    });
    const kinds = (factsOf(json)['lines'] as { messageId: string; kind: string }[]).map(
      ({ messageId, kind }) => [messageId, kind],
    );
    expect(kinds).toContainEqual([ids['second'], 'deleted_in_org']);
    expect(kinds).toContainEqual([ids['hole'], 'unknown']);
    const { code, stdout } = await ofToday();
    expect(code).toBe(1);
    expect(stdout).toMatch(/deleted in Salesforce +1\n/);
    expect(stdout).toContain(`message ${ids['hole']}`);
    expect(stdout).toContain('✗ The books do not balance.');
  });

  test('in shadow mode compares with what native Email-to-Case wrote, and names what it missed', async () => {
    const address = 'sales@example.com';
    const id = await pipeline.connect(address, { mode: 'shadow' });
    await pipeline.sync();
    const content =
      'From: ann@customer.example\r\nMessage-ID: <missed@customer.example>\r\n\r\nHelp';
    const delivered = { address, content, labelIds: ['INBOX'], internalDate: new Date() };
    const message = pipeline.google.deliverMail(delivered);
    await eventually(async () => {
      await pipeline.sync();
      return (await mailOf(pipeline.runtime).store.readEntry(id, message.id))?.value.filed;
    });
    const day = dayOf(delivered.internalDate);
    const asked = ['--mailbox', address, '--day', day] as const;
    const { code, stdout } = await statement(...asked);
    expect(code).toBe(1);
    expect(stdout).toMatch(/Email-to-Case: missed +1\n/);
    expect(stdout).toContain(`message ${message.id}`);
    const found = factsOf(await statement(...asked, '--json'))['lines'];
    expect(found).toMatchObject([{ kind: 'native_missed', caseId: `shadow~${message.id}` }]);
    const csv = await statement(...asked, '--csv');
    expect(csv.stdout).toContain(`${message.id},${message.threadId},native_missed,`);
  });

  test.each([
    ['an unknown mailbox', 'mailbox_unknown', () => ['nobody@example.com', daysAway(0)]],
    ['a day in the future', 'future', () => [SUPPORT, daysAway(1)]],
    ['a day before the start', 'before_start', () => [SUPPORT, daysAway(-2)]],
    ['what is no day', 'no_day', () => [SUPPORT, '2026-02-30']],
  ])('has a sentence for %s, and ends with 2', async (_, code, question) => {
    const [mailbox = '', day = ''] = question();
    const ended = await statement('--mailbox', mailbox, '--day', day, '--json');
    expect(ended.code).toBe(2);
    expect(factsOf(ended)).toEqual({ error: { code } });
    expect(ended.stderr).toMatch(/^[A-Z].*\.\n$/);
  });

  test('has a sentence for a day that the ledger no longer remembers', async () => {
    const { store } = mailOf(pipeline.runtime);
    const read = await store.readIntake(connectionId);
    if (!read) throw new Error('unreachable');
    const startsAt = new Date(arrivedAt.getTime() - 100 * DAY_MS);
    const revision = await store.writeIntake({ ...read.value, startsAt }, read.revision);
    const { code, stderr } = await statement('--mailbox', SUPPORT, '--day', daysAway(-61));
    expect(code).toBe(2);
    expect(stderr).toContain('forgets filed and skipped mail after 60 days');
    await store.writeIntake(read.value, revision);
  });

  test('says who acts when the organization does not answer', async () => {
    pipeline.org.switchOn('server_error', { calls: 'all', times: 100 });
    const { code, stdout, stderr } = await ofToday('--json');
    pipeline.org.switchOff('server_error');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'org_unavailable' } });
    expect(stderr).toContain('There is no statement.');
    expect(stderr).toContain('Who acts: ');
  });

  test('says who acts when the mailbox has to be reconnected', async () => {
    const { store } = pipeline.runtime;
    const read = await store.readConnection(connectionId);
    if (!read) throw new Error('unreachable');
    const ended = { ...read.value, status: 'needs_reconnect', accessToken: null } as const;
    await store.writeConnection(ended, read.revision);
    const { code, stdout, stderr } = await ofToday('--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'connection_needs_reconnect' } });
    expect(stderr).toContain('Who acts: The mailbox owner');
  });

  test('does not make an installation where there is none', async () => {
    const { code, stderr } = await runCommand(
      ['mail', 'statement', '--mailbox', SUPPORT, '--day', daysAway(0)],
      { DATA_DIR: `${directory}/nowhere` },
    );
    expect(code).toBe(1);
    expect(stderr).toContain('run this where npm start was run');
  });

  test.each([
    [['statement', '--mailbox', SUPPORT]],
    [['statement', '--day', '2026-11-27']],
    [['statement', '--mailbox', SUPPORT, '--day', '2026-11-27', '--json', '--csv']],
    [['statement', 'more', '--mailbox', SUPPORT, '--day', '2026-11-27']],
    [['preview', 'a.eml', '--csv']],
    [['preview', 'a.eml', '--day', '2026-11-27']],
  ])('explains itself when it is called wrongly: %j', async (args) => {
    const { code, stderr } = await runCommand(['mail', ...args], {});
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: npm run --silent mail -- preview FILE...');
  });
});
