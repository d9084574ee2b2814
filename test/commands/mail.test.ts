import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runCommand, startCommand } from '../support/command.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
const at = (name: string): string => join(directory, name);

const HEAD = [
  'Delivered-To: support@ours.example',
  'From: Ann <ann@customer.example>',
  'To: support@ours.example',
  'Message-ID: <q1@customer.example>',
  'Date: Sat, 28 Nov 2026 09:00:00 +0000',
];

const FILES: Readonly<Record<string, readonly string[]>> = {
  'question.eml': [
    ...HEAD,
    `Subject: =?utf-8?B?${Buffer.from('質問').toString('base64')}?=`,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'How?',
    '--b',
    'Content-Type: text/html',
    'Content-Disposition: attachment; filename=page.html',
    '',
    '<p>page</p>',
    '--b--',
  ],
  'answer.eml': [
    ...HEAD,
    'Subject: Re: Help',
    'In-Reply-To: <a1@ours.example>',
    '',
    'Thank you.',
    '',
    'On Fri, Nov 27, 2026 at 10:00 AM Bob <bob@ours.example> wrote:',
    '> Like this.',
  ],
  'away.eml': [...HEAD, 'Subject: Away', 'Auto-Submitted: auto-replied', '', 'I am away.'],
  'no-mail.eml': ['This is a note, and not a mail.'],
  'empty.eml': [],
};

async function previewed(...files: readonly string[]): Promise<Record<string, unknown>[]> {
  const { stdout, code } = await runCommand(['mail', 'preview', ...files, '--json'], {});
  expect(code).toBe(0);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

beforeAll(() => {
  for (const [name, lines] of Object.entries(FILES)) writeFileSync(at(name), lines.join('\r\n'));
  mkdirSync(at('folder.eml'));
});

describe('npm run mail -- preview', () => {
  test('says of each mail what it is, what would be stored, and what becomes of it', async () => {
    const [question, answer, away] = await previewed(
      ...['question.eml', 'answer.eml', 'away.eml'].map(at),
    );
    expect(question).toMatchObject({
      file: at('question.eml'),
      messageId: 'q1@customer.example',
      date: '2026-11-28T09:00:00.000Z',
      sender: { name: 'Ann', address: 'ann@customer.example' },
      subject: '質問',
      text: 'How?',
      attachments: [{ name: 'page.html', type: 'text/html', bytes: 11, inline: false }],
      kind: 'mail',
      bounce: null,
      decision: { action: 'file', reason: 'new_case' },
    });
    expect(answer).toMatchObject({
      inReplyTo: ['a1@ours.example'],
      reply: 'Thank you.',
      decision: { action: 'file', reason: 'its_case_or_new_case' },
    });
    expect(away).toMatchObject({
      kind: 'auto_reply',
      decision: { action: 'skip', reason: 'auto_reply' },
    });
  });

  test('names each file that is no mail, and goes on with the next one', async () => {
    const files = ['no-mail.eml', 'empty.eml', 'folder.eml', 'nowhere.eml', 'away.eml'].map(at);
    const found = await previewed(...files);
    expect(found.map(({ file }) => file)).toEqual(files);
    expect(found.map(({ error }) => (error as { code?: string } | undefined)?.code)).toEqual([
      'mail_unreadable',
      'mail_unreadable',
      'not_found',
      'ENOENT',
      undefined,
    ]);
  });

  test('reads no file that is larger than any mail', async () => {
    writeFileSync(at('large.eml'), 'From: a@b.example\r\n\r\n');
    truncateSync(at('large.eml'), 2 ** 31);
    const [found] = await previewed(at('large.eml'));
    expect(found).toMatchObject({ error: { code: 'mail_unreadable' } });
  });

  test('prints nothing that moves the cursor of a terminal', async () => {
    const name = at('a\n\u001b[2Jb.eml');
    writeFileSync(name, ['From: <a\u009b1A@b.example>', 'Subject: x', '', 'y'].join('\r\n'));
    const { stdout } = await runCommand(['mail', 'preview', name], {});
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(stdout.trimEnd().split('\n')).toHaveLength(3);
  });

  test('leaves no temporary files when it is interrupted', async () => {
    const folder = at('interrupted');
    mkdirSync(folder);
    const files = Array<string>(2000).fill(at('question.eml'));
    const { printed, kill, ended } = startCommand(['mail', 'preview', ...files], {
      TMPDIR: folder,
    });
    await printed('opens a case');
    expect(readdirSync(folder)).toHaveLength(1);
    kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('prints sentences for people', async () => {
    const { stdout } = await runCommand(['mail', 'preview', at('away.eml'), at('empty.eml')], {});
    expect(stdout).toContain('ann@customer.example: Away');
    expect(stdout).toContain('auto_reply: skipped: an automatic answer that names no mail');
    expect(stdout).toContain('✗ It is no mail, or one that cannot be read.');
  });

  test.each([[[]], [['preview']], [['look', 'a.eml']], [['preview', 'a.eml', '--jsn']]])(
    'explains itself when it is called wrongly: %j',
    async (args) => {
      const { ended } = startCommand(['mail', ...args], {});
      const { code, stderr } = await ended;
      expect(code).toBe(2);
      expect(stderr).toContain('Usage: npm run --silent mail -- preview FILE...');
    },
  );
});
