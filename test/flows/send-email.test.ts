import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addTestCaller, headersOf } from '../salesforce/webhook/callers-of-test.ts';
import { emulator } from '../support/emulator.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const MEGABYTE = 1024 * 1024;

const directory = temporaryDirectory();
let pipeline: MailPipeline;
let caller: Awaited<ReturnType<typeof addTestCaller>>;
let caseId: string;

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  await pipeline.connect(SUPPORT);
  caller = await addTestCaller(pipeline.runtime, 'signature', ['send', 'token']);
  caseId = pipeline.org.seed('Case', { Subject: 'A question', Origin: 'Email', Status: 'New' });
});
afterAll(() => pipeline.close());

type Answer = {
  readonly status: number;
  readonly send?: Record<string, string>;
  readonly error?: { readonly code: string; readonly fields: string[]; readonly remedy: string };
};

async function call(operation: string, question: object, from = caller): Promise<Answer> {
  const body = JSON.stringify(question);
  const response = await fetch(`${pipeline.baseUrl}/salesforce-webhook/v1/${operation}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headersOf(from, { body }) },
  });
  return { status: response.status, ...((await response.json()) as object) };
}

let events = 0;
const MAIL = { mailbox: SUPPORT, toAddress: 'Ada <ada@customer.example>', textBody: 'Hello' };
const send = (about: object = {}): Promise<Answer> =>
  call('sendEmail', { ...MAIL, subject: 'About it', eventId: `send-${++events}`, ...about });
const sentMails = () => pipeline.google.mailOf(SUPPORT).length;
const filesOf = (bytes: number) => ({
  attachments: [{ name: 'plan.pdf', content: Buffer.alloc(bytes, 'x').toString('base64') }],
});

describe('an e-mail that Salesforce asks to be sent', () => {
  test('is sent, stands on its case, and its state can be asked for by its event id', async () => {
    const attachments = [
      { name: '図面.pdf', contentType: 'application/pdf', content: 'JVBERi0xLjc=' },
    ];
    const { status, send: answered } = await send({
      eventId: 'with-everything',
      caseId,
      attachments,
      ccAddress: 'bob@customer.example; "Carl, C." <carl@customer.example>',
      htmlBody: '<p>Hello</p>',
    });
    expect([status, answered?.['state'], answered?.['caseId']]).toEqual([200, 'done', caseId]);
    const row = pipeline.org
      .rows('EmailMessage')
      .find(({ Id }) => Id === answered?.['emailMessageId']);
    expect(row).toMatchObject({
      ParentId: caseId,
      Incoming: false,
      Status: '3',
      ToAddress: 'ada@customer.example',
      CcAddress: 'bob@customer.example; carl@customer.example',
      MessageIdentifier: `<${answered?.['messageIdentifier']}>`,
    });
    expect(pipeline.org.rows('ContentVersion').map(({ PathOnClient }) => PathOnClient)).toContain(
      '図面.pdf',
    );
    const state = await call('getSendState', { sendEventId: 'with-everything' });
    expect(state.send).toEqual(answered);
  });

  test('may have 12 MB, if its caller is known', async () => {
    const { status, send: answered } = await send(filesOf(8 * MEGABYTE));
    expect([status, answered?.['state']]).toEqual([200, 'done']);
  });

  test('stands in no log, and neither does its recipient', async () => {
    await send({ textBody: 'marked-text', toAddress: 'marked@customer.example' });
    expect(pipeline.log()).not.toContain('marked');
  });
});

describe('nothing is sent, and the answer says what is wrong', () => {
  test.each([
    [
      'a line break in an address',
      422,
      'send_header_invalid',
      'toAddress',
      { toAddress: 'a@b.example\r\nBcc: evil@b.example' },
    ],
    [
      'a line break in the subject',
      422,
      'send_header_invalid',
      'subject',
      { subject: 'a\nBcc: evil@b.example' },
    ],
    [
      'a group of addresses',
      422,
      'send_address_invalid',
      'toAddress',
      { toAddress: 'Team: a@b.example, c@b.example;' },
    ],
    [
      'two addresses without a comma',
      422,
      'send_address_invalid',
      'ccAddress',
      { ccAddress: 'a@b.example c@b.example' },
    ],
    ['an address without a domain', 422, 'send_address_invalid', 'toAddress', { toAddress: 'ada' }],
    [
      'two senders',
      422,
      'send_address_invalid',
      'fromAddress',
      { fromAddress: 'a@b.example, c@b.example' },
    ],
    ['no recipient', 422, 'send_recipient_missing', 'toAddress', { toAddress: '' }],
    [
      '101 recipients',
      422,
      'send_recipients_too_many',
      'toAddress',
      { bccAddress: Array.from({ length: 100 }, (_, at) => `a${at}@b.example`).join(',') },
    ],
    [
      'megabytes that the parser would take for one address',
      422,
      'send_recipients_too_many',
      'ccAddress',
      { ccAddress: 'a'.repeat(MEGABYTE) },
    ],
    ['no content', 422, 'send_empty', 'textBody', { textBody: ' ' }],
    [
      'content that is no base64',
      422,
      'send_attachment_invalid',
      'attachments.0',
      { attachments: [{ name: 'a.txt', content: '%%%' }] },
    ],
    [
      '101 files of Salesforce',
      422,
      'body_invalid',
      'fileIds',
      { fileIds: Array.from({ length: 101 }, () => '068000000000001AAA') },
    ],
    [
      '101 files by their content',
      422,
      'body_invalid',
      'attachments',
      { attachments: Array.from({ length: 101 }, () => ({ name: 'a.txt', content: '' })) },
    ],
    [
      'an id that is of no file',
      422,
      'send_attachment_invalid',
      'fileIds.1',
      { fileIds: ['068000000000001AAA', '500000000000001AAA'] },
    ],
    [
      'a file that cannot be read',
      422,
      'send_file_unreadable',
      'fileIds',
      { fileIds: ['068000000000001AAA'] },
    ],
    [
      'an alias that the mailbox lacks',
      409,
      'send_as_refused',
      'fromAddress',
      { fromAddress: 'boss@example.com' },
    ],
    ['an unknown case', 404, 'case_unknown', 'caseId', { caseId: '500000000000999AAA' }],
    [
      'an unknown organization',
      404,
      'org_unknown',
      'orgId',
      { caseId: '500000000000999AAA', orgId: 'nowhere' },
    ],
    [
      'a mail to answer that the case lacks',
      404,
      'send_parent_unknown',
      'answers',
      { answers: '02s000000000999AAA' },
    ],
    ['an unknown mailbox', 404, 'connection_unknown', 'mailbox', { mailbox: 'nobody@example.com' }],
    ['no event id', 422, 'body_invalid', 'eventId', { eventId: '' }],
    ['an event id that is no plain text', 422, 'send_key_invalid', 'eventId', { eventId: '返信' }],
    [
      'a property of the wrong type',
      422,
      'body_invalid',
      'attachments.0.content',
      { attachments: [{ name: 'a', content: 1 }] },
    ],
  ] as const)('%s', async (_what, status, code, field, about) => {
    const before = sentMails();
    const answer = await send({ caseId, ...about });
    expect([answer.status, answer.error?.code]).toEqual([status, code]);
    expect(answer.error?.fields).toEqual([field]);
    expect(sentMails()).toBe(before);
  });

  test('a mailbox that needs its owner', async () => {
    const faults = emulator(`${pipeline.baseUrl}/google`);
    await faults.provoke('unauthorized', SUPPORT);
    const answer = await send();
    await faults.heal();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.error?.remedy).not.toBe('');
  });

  test.each([
    ['more than 12 MB', 13, true],
    ['more than 64 KiB of a caller that is unknown', 1, false],
  ])('%s', async (_what, megabytes, isKnown) => {
    const from = isKnown ? caller : { ...caller, caller: { ...caller.caller, id: '0'.repeat(12) } };
    const { attachments } = filesOf(megabytes * MEGABYTE);
    const question = { ...MAIL, attachments, eventId: `large-${megabytes}` };
    const answer = await call('sendEmail', question, from);
    expect([answer.status, answer.error?.code]).toEqual([413, 'body_too_large']);
  });

  test('another mail with the event id of one that was sent', async () => {
    await send({ eventId: 'used' });
    const before = sentMails();
    const answer = await send({ eventId: 'used', textBody: 'Other' });
    expect([answer.status, answer.error?.code]).toEqual([409, 'event_id_reused']);
    expect(sentMails()).toBe(before);
  });
});

test('the state of a mail of another caller is not told', async () => {
  await send({ eventId: 'mine' });
  const other = await addTestCaller(pipeline.runtime, 'key', ['send']);
  const { status, error } = await call('getSendState', { sendEventId: 'mine' }, other);
  expect([status, error?.code]).toEqual([404, 'send_unknown']);
});

test('a cached access token is answered with one read of the store', async () => {
  await call('getAccessToken', { mailbox: SUPPORT });
  pipeline.takeCalls();
  expect((await call('getAccessToken', { mailbox: SUPPORT })).status).toBe(200);
  expect(pipeline.takeCalls().store).toHaveLength(1);
});
