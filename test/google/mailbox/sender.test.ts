import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { googleEndpoints } from '../../../shared/google/index.ts';
import { createMailboxSender } from '../../../shared/google/mailbox/mailbox-sender.ts';
import type { OutgoingMessage } from '../../../shared/mail/ports.ts';
import { serve } from '../scripted-server.ts';
import { gmailError, refusalOf, startScriptedGmail } from './scripted-gmail.ts';

const ACCEPTED = { body: { id: 'm1', threadId: 't1', labelIds: ['SENT'] } };
const CONTENT = 'From: support@example.com\r\n\r\nHello';

const outgoing = (changes: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  bytes: CONTENT.length,
  open: () => Readable.from([Buffer.from(CONTENT)], { objectMode: false }),
  threadId: null,
  beginBefore: new Date(Date.now() + 60_000),
  timeoutMs: 5000,
  ...changes,
});

type Parts = Partial<Parameters<typeof createMailboxSender>[0]>;

function senderAt(origin: string, parts: Parts = {}) {
  let tokens = 0;
  return createMailboxSender({
    endpoints: googleEndpoints(origin),
    accessTokenFor: async () => ({ value: `token-${++tokens}` }),
    clock: { now: () => new Date() },
    ...parts,
  })('support');
}

type Scripted = { readonly status?: number; readonly body?: unknown };

async function sendTo(...script: readonly Scripted[]) {
  const gmail = await startScriptedGmail(...script);
  return { answer: await senderAt(gmail.origin).send(outgoing()), calls: gmail.calls };
}

test('a message is uploaded with its thread, in one request', async () => {
  const gmail = await startScriptedGmail(ACCEPTED);
  const answer = await senderAt(gmail.origin).send(outgoing({ threadId: 't1' }));
  expect(answer).toEqual({ kind: 'accepted', messageId: 'm1', threadId: 't1' });
  const [call] = gmail.calls;
  expect(call?.path).toBe('/upload/gmail/v1/users/me/messages/send');
  expect(call?.query.get('uploadType')).toBe('multipart');
  expect(call?.body).toContain('{"threadId":"t1"}');
  expect(call?.body).toContain(CONTENT);
  expect(gmail.calls).toHaveLength(1);
});

test('a token that Gmail rejects is renewed once; a second rejection is a refusal', async () => {
  const rejected = gmailError(401, 'authError');
  expect((await sendTo(rejected, ACCEPTED)).answer.kind).toBe('accepted');
  const { answer, calls } = await sendTo(rejected);
  expect(answer).toMatchObject({ kind: 'refused', error: { code: 'token_rejected' } });
  expect(calls).toHaveLength(2);
});

test.each([
  ['a quota', gmailError(429, 'rateLimitExceeded'), 'google_unavailable'],
  ['a quota of the user', gmailError(403, 'userRateLimitExceeded'), 'google_unavailable'],
  ['a recipient that Gmail does not take', gmailError(400, 'invalidArgument'), 'gmail_refused'],
  ['a thread that is gone', gmailError(404, 'notFound'), 'gmail_refused'],
])('%s is a refusal, and nothing was sent', async (_, script, code) => {
  const { answer, calls } = await sendTo(script);
  expect(answer).toMatchObject({ kind: 'refused', error: { code } });
  expect(calls).toHaveLength(1);
});

test.each([
  ['500', gmailError(500, 'backendError')],
  ['503', gmailError(503, 'backendError')],
  ['408', gmailError(408, 'timeout')],
  ['the page of a proxy with 403', { status: 403, body: '<html>' }],
  ['the page of a proxy with 401', { status: 401, body: '<html>' }],
  ['a redirect', { status: 302, body: '' }],
  ['a success that is no JSON', { status: 200, body: '<html>' }],
  ['a success without an id', { status: 200, body: {} }],
])('after %s the message may have been sent, and it is not sent again', async (_, script) => {
  const { answer, calls } = await sendTo(script);
  expect(answer.kind).toBe('unclear');
  expect(calls).toHaveLength(1);
});

test('a connection that is cut leaves it unclear; one that was never made is a refusal', async () => {
  let asked = 0;
  const cut = await serve((request) => {
    asked += 1;
    request.resume().once('end', () => request.socket.destroy());
  });
  expect((await senderAt(cut).send(outgoing())).kind).toBe('unclear');
  expect(asked).toBe(1);
  const nobody = await senderAt('http://127.0.0.1:1').send(outgoing());
  expect(nobody).toMatchObject({ kind: 'refused', error: { code: 'google_unavailable' } });
});

test('a late answer leaves it unclear', async () => {
  const slow = await serve((request) => void request.resume());
  expect((await senderAt(slow).send(outgoing({ timeoutMs: 100 }))).kind).toBe('unclear');
});

test('a call that would begin too late is not begun', async () => {
  const gmail = await startScriptedGmail(ACCEPTED);
  const answer = await senderAt(gmail.origin).send(outgoing({ beginBefore: new Date(0) }));
  expect(answer.kind).toBe('refused');
  expect(gmail.calls).toEqual([]);
});

test('without a token nothing is sent', async () => {
  const gmail = await startScriptedGmail(ACCEPTED);
  const accessTokenFor = async () => {
    throw new AppError('connection_needs_reconnect');
  };
  const answer = await senderAt(gmail.origin, { accessTokenFor }).send(outgoing());
  expect(answer).toMatchObject({ kind: 'refused', error: { code: 'connection_needs_reconnect' } });
  expect(gmail.calls).toEqual([]);
});

test('an address without a status needs no confirmation; any status but accepted is none', async () => {
  const sendAs = [
    { sendAsEmail: 'Support@example.com', isPrimary: true },
    { sendAsEmail: 'a@brand.example', verificationStatus: 'accepted' },
    { sendAsEmail: 'b@brand.example', verificationStatus: 'pending' },
    { sendAsEmail: 'c@brand.example', verificationStatus: 'verificationStatusUnspecified' },
  ];
  const gmail = await startScriptedGmail({ body: { sendAs } });
  expect(await senderAt(gmail.origin).sendAs()).toEqual([
    { address: 'support@example.com', isConfirmed: true },
    { address: 'a@brand.example', isConfirmed: true },
    { address: 'b@brand.example', isConfirmed: false },
    { address: 'c@brand.example', isConfirmed: false },
  ]);
});

test('the headers of a sent message tell whose it is; one that is not there is gone', async () => {
  const header = (name: string, value: string) => ({ name, value });
  const payload = {
    headers: [
      header('X-Gmail-Connector-Send', 'send-1'),
      header('Date', 'Sun, 29 Nov 2026 10:00:00 +0000'),
      header('Message-ID', '<CA1@mail.gmail.com>'),
    ],
  };
  const gmail = await startScriptedGmail(
    { body: { id: 'm1', internalDate: '1000', payload } },
    { body: { id: 'm2', internalDate: '1000', payload: {} } },
    gmailError(404, 'notFound'),
  );
  const sender = senderAt(gmail.origin);
  expect(await sender.readSent('m1')).toEqual({
    receivedAt: new Date(1000),
    sendId: 'send-1',
    date: new Date('2026-11-29T10:00:00Z'),
    identifier: 'CA1@mail.gmail.com',
  });
  expect(await sender.readSent('m2')).toMatchObject({ sendId: null, date: null, identifier: null });
  expect((await refusalOf(sender.readSent('m3'))).code).toBe('message_gone');
});

test('a refusal says when a service account acted, because Gmail’s words mean other things then', async () => {
  const refused = gmailError(403, 'insufficientPermissions');
  const methodOf = async () => 'delegation' as const;
  const gmail = await startScriptedGmail(refused);
  const answer = await senderAt(gmail.origin, { methodOf }).send(outgoing());
  expect(answer).toMatchObject({ kind: 'refused', error: { upstream: { method: 'delegation' } } });
  const { answer: byConsent } = await sendTo(refused);
  expect(byConsent).toMatchObject({ kind: 'refused', error: { code: 'gmail_refused' } });
  expect('error' in byConsent && byConsent.error.upstream?.method).toBeUndefined();
});
