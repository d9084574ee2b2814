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
const ids: Record<string, string> = {};

function deliver(name: string, headers: readonly string[] = [], domain = 'customer.example'): void {
  const content = [
    `From: Ann <ann@${domain}>`,
    `To: ${SUPPORT}`,
    `Message-ID: <${name}@customer.example>`,
    `Subject: ${SECRET} ${name}`,
    ...headers,
    '',
    SECRET,
  ].join('\r\n');
  ids[name] = pipeline.google.deliverMail({ address: SUPPORT, content }).id;
}

const rehearse = (...options: readonly string[]): Promise<Ended> =>
  runCommand(['mail', 'rehearse', '--mailbox', SUPPORT, ...options], {
    BASE_URL: pipeline.baseUrl,
    DATA_DIR: directory,
  });

/** Everything that a rehearsal could have written. */
const written = async () => ({
  emails: pipeline.org.rows('EmailMessage'),
  cases: pipeline.org.rows('Case'),
  entries: await mailOf(pipeline.runtime).store.readEntries(connectionId, Object.values(ids)),
  held: await mailOf(pipeline.runtime).store.countHeld(null),
});

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  connectionId = await pipeline.connect(SUPPORT);
  await pipeline.sync();
  deliver('question');
  deliver('answer', ['In-Reply-To: <question@customer.example>']);
  deliver('away', ['Auto-Submitted: auto-replied'], 'buyer.example');
  await eventually(async () => {
    await pipeline.sync();
    return pipeline.org.rows('EmailMessage').length === 2;
  });
  await pipeline.google.settlePushes();
}, 60_000);
afterAll(() => pipeline.close());

describe('npm run mail -- rehearse', () => {
  test('names each mail that would change, with both fates, and writes nothing', async () => {
    const before = await written();
    const { code, stdout } = await rehearse('--policy', 'autoReplies=file');
    expect(code).toBe(0);
    expect(stdout).toContain('(UTC): 3 of 3 mails');
    expect(stdout).toContain(`message ${ids['away']}\n  now      skipped: auto_reply\n`);
    expect(stdout).toMatch(/Opens a case +1 +2\n/);
    expect(stdout).toMatch(/Skipped +1 +0\n/);
    expect(stdout).toContain('1 mail would change.');
    expect(stdout).not.toContain(SECRET);
    expect(await written()).toEqual(before);
  });

  test('prints one object, in which a blocked sender’s answer is skipped with the question', async () => {
    const { code, stdout } = await rehearse('--block', '@customer.example', '--json');
    expect(code).toBe(0);
    expect(factsOf({ code, stdout, stderr: '' })).toMatchObject({
      mailbox: SUPPORT,
      policies: { now: { blockedSenders: [] }, changed: { blockedSenders: ['@customer.example'] } },
      arrived: 3,
      rehearsed: 3,
      counts: { now: { new_case: 1, reply: 1, skipped: 1 }, changed: { new_case: 0, skipped: 3 } },
      differing: [
        { messageId: ids['question'], now: { as: 'new_case' }, changed: { reason: 'blocked' } },
        {
          messageId: ids['answer'],
          now: { as: 'reply', case: { kind: 'opened', byMessageId: ids['question'] } },
          changed: { kind: 'skipped', reason: 'blocked' },
        },
      ],
      unread: [],
    });
    expect(stdout).not.toContain(SECRET);
  });

  test('says that nothing would change', async () => {
    const { code, stdout } = await rehearse('--policy', 'knownSpam=file');
    expect(code).toBe(0);
    expect(stdout).toContain('The same would have become of each of these mails.');
  });

  test('has a sentence for an unknown mailbox and for senders that cannot be blocked, and ends with 2', async () => {
    const unknown = await rehearse('--mailbox', 'nobody@example.com', '--block', '@a.example');
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('No mail of this mailbox becomes cases.');
    const wrong = await rehearse('--block', 'shop.example', '--json');
    expect(wrong.code).toBe(2);
    expect(factsOf(wrong)).toEqual({ error: { code: 'blocked_senders_invalid' } });
    expect(wrong.stderr).toBe('These senders cannot be blocked: shop.example.\n');
  });

  test('says who acts when Google does not answer', async () => {
    const { provoke, end } = emulator(`${pipeline.baseUrl}/google`);
    await provoke('server_error', SUPPORT);
    const { code, stdout, stderr } = await rehearse('--block', '@a.example', '--json');
    await end('server_error', SUPPORT);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'google_unavailable' } });
    expect(stderr).toContain('There is no rehearsal.');
    expect(stderr).toContain('Who acts: ');
  });

  test.each([
    [['rehearse', '--mailbox', SUPPORT]],
    [['rehearse', '--policy', 'autoReplies=file']],
    [['rehearse', '--mailbox', SUPPORT, '--policy', 'autoReplies']],
    [['rehearse', '--mailbox', SUPPORT, '--policy', 'autoReplies=sometimes']],
    [['rehearse', '--mailbox', SUPPORT, '--policy', 'toString=file']],
    [['rehearse', '--mailbox', SUPPORT, '--block', '@a.example', '--csv']],
  ])('explains itself when it is called wrongly: %j', async (args) => {
    const { code, stderr } = await runCommand(['mail', ...args], {});
    expect(code).toBe(2);
    expect(stderr).toContain('npm run --silent mail -- rehearse --mailbox ADDRESS');
  });
});
