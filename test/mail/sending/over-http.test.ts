import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asAppError } from '../../../shared/errors.ts';
import type { SendRequest } from '../../../shared/mail/model/send-request.ts';
import { send, stateOfSend } from '../../../shared/mail/sending/index.ts';
import { mailOf } from '../../../shared/runtime/mail.ts';
import { type MailPipeline, startMailPipeline } from '../../support/mail-pipeline.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { person, requestOf } from './requests.ts';

const SUPPORT = 'support@example.com';
const CARLA = 'carla@personal.example';

const DIRECTORY = temporaryDirectory();

let pipeline: MailPipeline;
let connectionId: string;

beforeEach(async () => {
  pipeline = await startMailPipeline({ directory: mkdtempSync(join(DIRECTORY, 'send-')) });
  connectionId = await pipeline.connect(SUPPORT);
});
afterEach(() => pipeline.close());

/** A mail of the customer. */
function fromCarla(fields: Record<string, string>, text = 'It is broken.'): void {
  const head = Object.entries({
    'Authentication-Results': 'mx.google.com; dmarc=pass header.from=personal.example',
    From: `Carla <${CARLA}>`,
    To: SUPPORT,
    Date: new Date().toUTCString(),
    ...fields,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  pipeline.google.deliverMail({ address: SUPPORT, content: `${head.join('')}\r\n${text}\r\n` });
}

/** Files what arrived, after Gmail's pushes are done: only one at a time reads a mailbox. */
async function sync(): Promise<void> {
  await pipeline.google.settlePushes();
  await pipeline.sync({ connectionId });
}

const rows = (object: string) =>
  pipeline.org.rows(object).map((row) => row as Readonly<Record<string, unknown>>);

async function openCase(): Promise<string> {
  fromCarla({ Subject: 'Broken lamp', 'Message-ID': '<1@personal.example>' });
  await sync();
  return String(rows('Case')[0]?.['Id']);
}

const answerOn = (caseId: string, changes: Partial<SendRequest> = {}): SendRequest =>
  requestOf({
    connectionId,
    to: [person(CARLA, 'Carla')],
    subject: null,
    caseId,
    answers: 'latest',
    ...changes,
  });

/** Switches a fault of the emulated Google. */
const fault = (method: string, path: string, parameters: object = {}) =>
  fetch(`${pipeline.baseUrl}/google/emulator/faults${path}`, {
    method,
    ...(method === 'PUT' && { body: JSON.stringify(parameters) }),
  });

const mail = () => mailOf(pipeline.runtime);

/** What the mailbox sent. */
const sentMail = () =>
  pipeline.google.mailOf(SUPPORT).filter(({ labelIds }) => labelIds.includes('SENT'));

test('a reply leaves in the customer’s thread, stands on the case once, and the answer joins it', async () => {
  const caseId = await openCase();
  const status = await send(mail(), answerOn(caseId));
  expect(status).toMatchObject({ state: 'done', caseId, failure: null });
  const [sent, ...more] = sentMail();
  expect(more).toEqual([]);
  expect(status.threadId).toBe(pipeline.google.mailOf(SUPPORT)[0]?.threadId);
  const outgoing = rows('EmailMessage').filter((row) => row['Incoming'] === false);
  expect(outgoing).toMatchObject([
    {
      ParentId: caseId,
      Status: '3',
      Subject: 'Re: Broken lamp',
      MessageIdentifier: sent?.messageId,
    },
  ]);

  await sync();
  expect(rows('EmailMessage')).toHaveLength(2);

  // Gmail announces one change a second.
  await setTimeout(1100);
  fromCarla(
    {
      Subject: 'Re: Broken lamp',
      'Message-ID': '<2@personal.example>',
      'In-Reply-To': String(sent?.messageId),
    },
    'Thank you.',
  );
  await sync();
  expect(rows('Case')).toHaveLength(1);
  expect(rows('EmailMessage').map((row) => row['ParentId'])).toEqual([caseId, caseId, caseId]);
  expect(await send(mail(), answerOn(caseId))).toEqual(status);
  expect(sentMail()).toHaveLength(1);
  expect(pipeline.log()).not.toMatch(/on its way|Broken lamp/);
});

test('the mirror finds a mail whose answer was lost before anybody asks, and it is written once', async () => {
  const caseId = await openCase();
  await fault('PUT', '/send_answer_lost');
  await fault('PUT', '/history_lag', { ms: 60_000 });
  const thrown = await send(mail(), answerOn(caseId)).catch(asAppError);
  expect(thrown).toMatchObject({ code: 'send_unclear' });
  await fault('DELETE', '');
  await sync();
  await pipeline.sync();
  expect(sentMail()).toHaveLength(1);
  const key = { caller: 'flow', key: 'key-1' };
  expect(await send(mail(), answerOn(caseId))).toMatchObject({ state: 'done' });
  expect(await stateOfSend(mail(), key)).toMatchObject({ state: 'done', caseId });
  expect(rows('EmailMessage').filter((row) => row['Incoming'] === false)).toHaveLength(1);
});

test('a file of the organization goes with the mail as it is', async () => {
  const caseId = await openCase();
  const content = Buffer.alloc(3 * 1024 * 1024, 'x');
  const email = String(rows('EmailMessage')[0]?.['Id']);
  await mail()
    .casesOf(pipeline.orgId)
    .addFile(email, {
      name: '見積書.pdf',
      type: 'application/pdf',
      bytes: content.length,
      md5: '',
      sha256: '',
      isInline: false,
      contentId: null,
      open: () => Readable.from([content], { objectMode: false }),
    });
  const fileId = String(rows('ContentVersion')[0]?.['Id']);
  const documentId = String(rows('ContentVersion')[0]?.['ContentDocumentId']);
  const attachments = [{ fileId }, { fileId: documentId }];
  expect(await send(mail(), answerOn(caseId, { attachments }))).toMatchObject({ state: 'done' });
  const files = rows('ContentVersion').slice(1);
  expect(files.map((row) => [row['PathOnClient'], row['ContentSize']])).toEqual([
    ['見積書.pdf', content.length],
    ['見積書.pdf', content.length],
  ]);
  const unknown = answerOn(caseId, {
    key: 'key-2',
    attachments: [{ fileId: '068000000000099AAA' }],
  });
  const thrown = await send(mail(), unknown).catch(asAppError);
  expect(thrown).toMatchObject({ code: 'send_file_unreadable' });
});

test('the threading token of Salesforce is in the mail, and a case that is unknown is refused', async () => {
  const caseId = await openCase();
  await send(mail(), answerOn(caseId));
  const [outgoing] = rows('EmailMessage').filter((row) => row['Incoming'] === false);
  expect(String(outgoing?.['TextBody'])).toMatch(/thread::/);
  const other = answerOn('500000000000099AAA', { key: 'key-2' });
  expect(await send(mail(), other).catch(asAppError)).toMatchObject({ code: 'case_unknown' });
});

test('a mailbox that may only send is refused, and one that is unknown too', async () => {
  const { store } = pipeline.runtime;
  const read = await store.readConnection(connectionId);
  if (!read) throw new Error('unreachable');
  await store.writeConnection({ ...read.value, profile: 'send' }, read.revision);
  const refused = await send(mail(), requestOf({ connectionId })).catch(asAppError);
  expect(refused).toMatchObject({ code: 'send_not_allowed' });
  const unknown = requestOf({ connectionId: 'nobody' });
  expect(await send(mail(), unknown).catch(asAppError)).toMatchObject({
    code: 'connection_unknown',
  });
});
