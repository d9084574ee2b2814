import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { ORG_PATH, orgAnswer } from '../build/warm-up/salesforce.ts';
import type { MailBehaviour, Waiting } from './open-mail-endpoints.ts';
import { mailNumber, mailWithAttachment } from './sample-mail.ts';

// Runs as a worker thread of the process that measures: its time and its memory are not those of the instance.

const { delayMs, attachmentBytes }: MailBehaviour = workerData;

const USER = '/users/me/';
let large = '';
/** The ids of a page are those that follow from the history id before it. */
const PAGE_IDS = 1000;
const FIRST_ID = 0x18f0_0000_0000_0000n;

function historyAfter(id: number, { mails }: Waiting): object {
  const history = Array.from({ length: mails }, (_, nth) => {
    const messageId = (FIRST_ID + BigInt(id * PAGE_IDS + nth)).toString(16);
    const message = { id: messageId, threadId: messageId, labelIds: ['INBOX'] };
    return { id: String(id + 1), messagesAdded: [{ message }] };
  });
  return { history, historyId: String(id + 1) };
}

function messageOf(id: string, { size }: Waiting): object {
  if (size === 'large' && large === '')
    large = mailWithAttachment(attachmentBytes).toString('base64url');
  const about = { id, threadId: id, labelIds: ['INBOX'], internalDate: String(Date.now()) };
  return { ...about, raw: size === 'large' ? large : mailNumber(id).toString('base64url') };
}

/** What waits in a mailbox is written in its access token. */
function gmailAnswer(path: URL, { headers }: IncomingMessage): object {
  const [, text = ''] = (headers.authorization ?? '').split('Bearer ');
  const waiting: Waiting = JSON.parse(text);
  const [, asked = ''] = path.pathname.split(USER);
  return asked === 'history'
    ? historyAfter(Number(path.searchParams.get('startHistoryId')), waiting)
    : messageOf(asked.replace('messages/', ''), waiting);
}

const server = createServer(async (request, response) => {
  const host = `http://${request.headers.host}`;
  const url = new URL(request.url ?? '', host);
  request.resume();
  await pause(delayMs);
  const answer = url.pathname.startsWith(ORG_PATH)
    ? orgAnswer(url.pathname, `${host}${ORG_PATH}`)
    : gmailAnswer(url, request);
  if (!request.complete) await new Promise((resolve) => request.once('end', resolve));
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer));
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  parentPort?.postMessage(port);
});
