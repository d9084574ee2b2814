import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { correctMail } from '../../shared/mail/index.ts';
import { mailOf } from '../../shared/runtime/mail.ts';
import { eventually } from '../support/eventually.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const LOGO = Buffer.from('the logo of a signature').toString('base64');
const directory = temporaryDirectory();
let pipeline: MailPipeline;
let connectionId: string;

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  connectionId = await pipeline.connect(SUPPORT);
  await pipeline.sync();
  await pipeline.google.settlePushes();
});
afterAll(() => pipeline.close());

/** Lets a mail with the logo arrive. Answers Gmail's id of it once it is filed. */
async function arrive(name: string, answers: string | null): Promise<string> {
  const headers = answers === null ? [] : [`In-Reply-To: <${answers}@customer.example>`];
  const content = [
    'From: Ann <ann@customer.example>',
    `To: ${SUPPORT}`,
    `Message-ID: <${name}@customer.example>`,
    `Subject: ${answers === null ? '' : 'Re: '}The order`,
    ...headers,
    'Content-Type: multipart/related; boundary=b',
    '',
    '--b',
    'Content-Type: text/html',
    '',
    `<p>${name}</p><img src="cid:logo@x">`,
    '--b',
    'Content-Type: image/png',
    'Content-Disposition: inline; filename=logo.png',
    'Content-ID: <logo@x>',
    'Content-Transfer-Encoding: base64',
    '',
    LOGO,
    '--b--',
  ].join('\r\n');
  // Gmail drops a push that comes within a second of another one.
  await pause(1100);
  const { id } = pipeline.google.deliverMail({ address: SUPPORT, content });
  await filed(id);
  return id;
}

const filed = (messageId: string) =>
  eventually(async () => {
    const entry = await mailOf(pipeline.runtime).store.readEntry(connectionId, messageId);
    return entry?.value.state === 'filed' && entry.value.correction === null ? entry.value : null;
  });

/** How many files an Email Message has. */
const filesOf = async (messageId: string): Promise<number> => {
  const entry = await filed(messageId);
  return pipeline.org
    .rows('ContentDocumentLink')
    .filter(({ LinkedEntityId }) => LinkedEntityId === entry?.filed?.emailMessageId).length;
};

test('a logo that each answer repeats is one file of the case, and comes along when an answer is moved', async () => {
  const first = await arrive('question', null);
  const second = await arrive('more', 'question');
  const third = await arrive('thanks', 'more');
  const rows = pipeline.org.rows('EmailMessage');
  expect(new Set(rows.map(({ ParentId }) => ParentId)).size).toBe(1);
  for (const { HtmlBody } of rows) expect(HtmlBody).toContain(`data:image/png;base64,${LOGO}`);
  expect(await Promise.all([first, second, third].map(filesOf))).toEqual([1, 0, 0]);

  const correction = { kind: 'new_case', by: 'admin@example.com' } as const;
  await correctMail(mailOf(pipeline.runtime), { connectionId, messageId: third, correction });
  await pipeline.sync();
  expect(await filesOf(third)).toBe(1);
  expect(await Promise.all([first, second].map(filesOf))).toEqual([1, 0]);
  expect(pipeline.org.rows('ContentVersion')).toHaveLength(2);
});
