import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Ended, factsOf, runCommand } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { textMail } from '../support/text-mail.ts';

const SUPPORT = 'support@example.com';
const SECRET = 'What only the text says';
const directory = temporaryDirectory();
let pipeline: MailPipeline;

const where = (...options: readonly string[]): Promise<Ended> =>
  runCommand(['mail', 'where', ...options], { BASE_URL: pipeline.baseUrl, DATA_DIR: directory });

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  await pipeline.connect(SUPPORT);
  await pipeline.sync();
  const headers = {
    From: 'Ann <ann@customer.example>',
    To: SUPPORT,
    Subject: 'Blue \u001b[31mfolder',
    'Message-ID': '<blue@customer.example>',
  };
  pipeline.google.deliverMail({ address: SUPPORT, content: textMail(headers, SECRET) });
  await eventually(async () => {
    await pipeline.sync();
    return pipeline.org.rows('EmailMessage').length === 1;
  });
}, 60_000);
afterAll(() => pipeline.close());

describe('npm run mail -- where', () => {
  test('says to people where a mail is, and never what is in it', async () => {
    const { code, stdout, stderr } = await where('--from', 'ann@customer.example');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('1 mail found');
    expect(stdout).toContain('Opened a new case: Blue  [31mfolder');
    expect(stdout).toContain('Who acts: Nobody');
    expect(stdout).toMatch(/Case: 500\w+/);
    expect(stdout).not.toContain(SECRET);
    expect(stdout).not.toContain('\u001b');
  });

  test('answers in Japanese, and to programs with one object', async () => {
    const japanese = await where('--message-id', '<blue@customer.example>', '--lang', 'ja');
    expect(japanese.stdout).toContain('新しいケースを作成');
    const { code, ...json } = await where('--subject', 'blue', '--json');
    expect(code).toBe(0);
    expect(factsOf({ code, ...json })).toMatchObject({
      mails: [
        {
          mailbox: SUPPORT,
          actor: 'nobody',
          verdict: { kind: 'filed', inOrg: 'there' },
          labels: ['INBOX', 'UNREAD'],
        },
      ],
      mailboxes: [{ mailbox: SUPPORT, outcome: 'searched' }],
    });
  });

  test('ends with 1 where no mailbox has it, and says what may have become of it', async () => {
    const { code, stdout } = await where('--to', 'team@example.com', '--mailbox', SUPPORT);
    expect(code).toBe(1);
    expect(stdout).toContain('No mailbox has it');
    expect(stdout).toContain('Who acts: A Google Workspace administrator');
  });

  test.each([
    [['--day', '2026-11-27'], 'trace_empty'],
    [['--subject', 'x', '--day', '2026-02-30'], 'trace_day_invalid'],
    [['--subject', 'x', '--zone', 'Mars/Base'], 'trace_zone_unknown'],
    [['--subject', 'x', '--mailbox', 'nobody@example.com'], 'trace_mailbox_unknown'],
  ])('has a sentence and a code for %j, and ends with 2', async (options, code) => {
    const ended = await where(...options, '--json');
    expect(ended.code).toBe(2);
    expect(factsOf(ended)).toEqual({ error: { code } });
    expect(ended.stderr).toMatch(/^[A-Z].*\.\n$/);
  });

  test.each([[['--subject', 'x', '--lang', 'fr']], [['--subject', 'x', '--csv']], [['x']]])(
    'explains itself when it is called wrongly: %j',
    async (options) => {
      const { code, stderr } = await where(...options);
      expect(code).toBe(2);
      expect(stderr).toContain('Usage: ');
    },
  );
});
