import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { APP } from '../../local/salesforce/org.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { eventually } from '../support/eventually.ts';
import { connectMailbox, formToken, signedIn } from '../support/person.ts';
import { upload } from '../support/service-account.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const MAILS = 12;
const KILLS = 2;
/** One delivery has so many at work when it is killed. */
const AT_WORK = 4;
/** What a dead process was sending is looked for when its lease is over, after three and a half minutes. */
const PATIENCE_MS = 5 * 60 * 1000;

const directory = temporaryDirectory();
let connector: Connector;
afterAll(() => connector?.end());

async function salesforce(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${connector.baseUrl}/salesforce/emulator/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return response.json();
}

/** Adds a caller that sends a mail about a case. Answers its endpoint. */
async function addCaller(port: number): Promise<string> {
  const admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT, query: 'profile=everything' });
  await upload(admin, '/setup-page/salesforce', {
    my_domain: `${connector.baseUrl}/salesforce`,
    choice: 'secret',
    client_id: APP.clientId,
    client_secret: APP.clientSecret,
    do: 'connect',
  });
  const { location } = await admin.submit('/setup-page/callers', {
    form_token: await formToken(admin),
    name: 'Case form',
    proof: 'outbound',
    permission: 'send',
    organization_id: '00DHs0000000001MAA',
    operation: 'sendEmail',
    mapping: [
      `mailbox = "${SUPPORT}"`,
      `orgId = "127-0-0-1-${port}-salesforce"`,
      'caseId = Id',
      'toAddress = SuppliedEmail',
      'subject = Subject',
      'textBody = Description',
    ].join('\n'),
  });
  const { text } = await admin.get(location);
  return /<input readonly value="([^"]+\/outbound\/[^"]+)"/.exec(text)?.[1] ?? '';
}

type Message = { readonly id: string; readonly state: string; readonly failure: string };
const message = async () =>
  ((await salesforce('GET', 'outbound')) as { messages: Message[] }).messages[0];

/** How many mails Gmail has sent. */
async function countSent(): Promise<number> {
  const path = `/google/emulator/mailboxes/${encodeURIComponent(SUPPORT)}/messages`;
  const listed = await (await fetch(connector.baseUrl + path)).json();
  const { messages } = listed as { messages: readonly { readonly labelIds: string[] }[] };
  return messages.filter(({ labelIds }) => labelIds.includes('SENT')).length;
}

const mailsOnCases = async () =>
  (await salesforce('GET', 'rows/EmailMessage')) as Record<string, unknown>[];

/** Presses Retry until the message is acknowledged, or it is only not known of a mail whether Gmail has it. */
async function retried(): Promise<Message | undefined> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const last = await message();
    const isSettled = last?.state === 'delivered' || last?.failure.startsWith('send_unclear');
    if (isSettled || Date.now() > until) return last;
    const body = new URLSearchParams({ do: 'retry', message: last?.id ?? '' });
    await fetch(`${connector.baseUrl}/salesforce/outbound`, { method: 'POST', body });
    await pause(5000);
  }
}

test('no mail of a message whose process is killed twice is sent twice, and those that are on no way are sent', async () => {
  const port = await freePort();
  connector = await startConnector({ directory, port });
  const endpoint = await addCaller(port);
  const fields = ['Id', 'Subject', 'Description', 'SuppliedEmail'];
  await salesforce('PUT', 'outbound', { endpoint, fields });
  const cases: string[] = [];
  for (let number = 0; number < MAILS; number += 1) {
    const Subject = `Lamp ${number}`;
    const SuppliedEmail = `customer${number}@personal.example`;
    const fieldsOfCase = { Subject, Description: 'Hello', SuppliedEmail };
    cases.push(((await salesforce('POST', 'rows/Case', fieldsOfCase)) as { Id: string }).Id);
  }
  await emulator(`${connector.baseUrl}/google`).provoke('slow', SUPPORT, { ms: 300 });
  await salesforce('POST', 'outbound', { cases });
  for (let kills = 0; kills < KILLS; kills += 1) {
    await pause(1500);
    await connector.end('SIGKILL');
    connector = await startConnector({ directory, port });
  }
  await emulator(`${connector.baseUrl}/google`).heal();
  const last = await retried();
  // A mail that is found in Gmail counts as sent, and is written to its case afterwards.
  const isWritten = async () => (await mailsOnCases()).length === (await countSent());
  await eventually(isWritten, { withinMs: PATIENCE_MS, everyMs: 1000 });
  const rows = await mailsOnCases();
  const answered = new Set(rows.map(({ ParentId }) => ParentId));
  expect([answered.size, await countSent()]).toEqual([rows.length, rows.length]);
  // A mail that may have reached Gmail is not sent again before Gmail's history proves that it did not.
  const left = MAILS - rows.length;
  expect(left).toBeLessThanOrEqual(KILLS * AT_WORK);
  if (left > 0) expect(last?.failure).toMatch(/^send_unclear/);
}, 700_000);
