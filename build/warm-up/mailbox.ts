import { ANNOUNCED } from './sample-intake.ts';

const MESSAGE = { id: '18f0000000000001', threadId: '18f0000000000001', labelIds: ['INBOX'] };

/** As most mail is: text and HTML, answered by Gmail's own header about the sender. */
const MAIL = [
  'Authentication-Results: mx.google.com; dmarc=pass header.from=example.com',
  'From: =?UTF-8?B?U2Ftcw==?= <sam@example.com>',
  'To: warm-up@example.com',
  'Message-ID: <warm-up@example.com>',
  'Date: Thu, 01 Jan 2026 00:00:00 +0000',
  'Subject: =?UTF-8?Q?A_question=3F?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary=parts',
  '',
  '--parts',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'How do I reset it?',
  '--parts',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from(
    '<p style="color: #222">How do I <a href="https://example.com">reset</a> it?</p>',
  ).toString('base64'),
  '--parts--',
  '',
].join('\r\n');

/** What Gmail answers of a mailbox with one new mail, by the path below `users/me/`. */
export function gmailAnswer(path: string): object {
  if (path.startsWith('history')) {
    return {
      history: [{ id: ANNOUNCED, messagesAdded: [{ message: MESSAGE }] }],
      historyId: ANNOUNCED,
    };
  }
  if (path.startsWith('messages/')) {
    const raw = Buffer.from(MAIL).toString('base64url');
    return { ...MESSAGE, sizeEstimate: MAIL.length, raw, internalDate: String(Date.now()) };
  }
  return { labels: [{ id: 'INBOX', name: 'INBOX' }] };
}
