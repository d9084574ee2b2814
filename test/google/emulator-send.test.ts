import { expect, test } from '@jest/globals';
import {
  gmailReason,
  type Json,
  SUPPORT,
  startGoogle,
  type TestGoogle,
} from './emulated-google.ts';
import { FULL, mail, openMailbox } from './emulated-mail.ts';

const SEND_SCOPE = 'https://www.googleapis.com/auth/gmail.send';
const CARLA = 'carla@customer.example';
const LONG_LIST = Array.from({ length: 101 }, (_, nth) => `person-${nth}@customer.example`);

/** A small mail from the mailbox to a customer; the fields of the header are as given. */
const outgoing = (fields: Record<string, string> = {}): string =>
  mail({ From: SUPPORT, To: CARLA, 'Message-ID': '<ours@example.com>', ...fields });

const rawOf = (content: string | Buffer): string => Buffer.from(content).toString('base64url');

async function openSender(google: TestGoogle, scopes = [FULL]) {
  const { call, get } = await openMailbox(google, scopes);
  const send = (content: string, threadId?: string) =>
    call('POST', 'messages/send', { raw: rawOf(content), ...(threadId && { threadId }) });
  const read = async (id: unknown): Promise<string> => {
    const { body } = await get(`messages/${String(id)}?format=raw`);
    return Buffer.from(String(body['raw']), 'base64url').toString();
  };
  return { call, get, send, read };
}

test('a sent message is in the mailbox as SENT, marked headers survive, and its Message-ID is Google’s', async () => {
  const google = await startGoogle();
  const { send, read } = await openSender(google);
  const { status, body } = await send(outgoing({ 'X-Marked': 'kept', Bcc: 'boss@example.com' }));
  expect(status).toBe(200);
  expect(body).toMatchObject({ labelIds: ['SENT'], threadId: body['id'] });
  const stored = await read(body['id']);
  expect(stored).toMatch(/^Message-ID: <CA[\w-]+@mail\.gmail\.com>\r$/m);
  expect(stored).not.toContain('ours@example.com');
  expect(stored).toContain('X-Marked: kept');
  expect(stored).toContain('Bcc: boss@example.com');
});

test('a recipient with a mailbox here gets a copy without Bcc, and one elsewhere gets none', async () => {
  const google = await startGoogle();
  google.google.seedDirectory({ accounts: [{ address: 'sales@example.com' }] });
  const { send } = await openSender(google);
  await send(outgoing({ To: `${CARLA}, Sales <sales@example.com>`, Bcc: 'boss@example.com' }));
  const [copy] = google.google.mailOf('sales@example.com');
  expect(copy?.labelIds).toEqual(['INBOX', 'UNREAD']);
  const sales = await openMailbox(google, [FULL], 'sales@example.com');
  const { body } = await sales.get(`messages/${copy?.id}?format=raw`);
  const text = Buffer.from(String(body['raw']), 'base64url').toString();
  expect(text).toContain('dmarc=pass');
  expect(text).not.toContain('boss@example.com');
  expect(google.google.mailOf(CARLA)).toEqual([]);
});

test('a mail to oneself is one message, sent and in the inbox', async () => {
  const google = await startGoogle();
  const { send } = await openSender(google);
  const { body } = await send(outgoing({ To: SUPPORT }));
  expect(body['labelIds']).toEqual(['SENT', 'INBOX', 'UNREAD']);
  expect(google.google.mailOf(SUPPORT)).toHaveLength(1);
});

test('a reply joins the thread only with its id, a header that names it, and its subject', async () => {
  const google = await startGoogle();
  const { send } = await openSender(google);
  const { threadId } = google.google.deliverMail({ address: SUPPORT, content: mail() });
  const named = { 'In-Reply-To': '<first@customer.example>' };
  const reply = { ...named, Subject: 'Re: Broken lamp' };
  expect((await send(outgoing(reply), threadId)).body['threadId']).toBe(threadId);
  for (const { body } of [
    await send(outgoing(reply)),
    await send(outgoing({ ...named, Subject: 'Another matter' }), threadId),
    await send(outgoing({ Subject: 'Re: Broken lamp' }), threadId),
  ]) {
    expect(body['threadId']).toBe(body['id']);
  }
});

test('an upload with its thread is the same', async () => {
  const google = await startGoogle();
  const { read, get } = await openSender(google);
  const { threadId } = google.google.deliverMail({ address: SUPPORT, content: mail() });
  const reply = outgoing({ References: '<first@customer.example>', Subject: 'RE: broken lamp' });
  const { status, body } = await upload(google, { metadata: { threadId }, content: reply });
  expect(status).toBe(200);
  expect(body['threadId']).toBe(threadId);
  expect(await read(body['id'])).toContain('RE: broken lamp');
  expect((await get('profile')).body['messagesTotal']).toBe(2);
});

/** Uploads a message as multipart/related. */
async function upload(
  google: TestGoogle,
  { metadata = {}, content = outgoing(), uploadType = 'multipart', type = 'message/rfc822' },
) {
  const [seeded] = google.google.seedAccounts({ addresses: [SUPPORT], scopes: [FULL] });
  const { body: token } = await google.refresh(seeded?.refreshToken);
  const parts = [
    '--b',
    'Content-Type: application/json',
    '',
    JSON.stringify(metadata),
    '--b',
    `Content-Type: ${type}`,
    '',
    content,
    '--b--',
    '',
  ];
  const response = await fetch(
    `${google.baseUrl}/upload/gmail/v1/users/me/messages/send?uploadType=${uploadType}`,
    {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token['access_token']}`,
        'content-type': 'multipart/related; boundary=b',
      },
      body: parts.join('\r\n'),
    },
  );
  return { status: response.status, body: (await response.json()) as Json };
}

test.each([
  ['another kind of upload', { uploadType: 'media' }],
  ['a part that is no message', { type: 'text/plain' }],
  ['the message twice', { metadata: { raw: rawOf(outgoing()) } }],
])('an upload with %s is refused', async (_, given) => {
  const google = await startGoogle();
  expect(gmailReason(await upload(google, given))).toBe('invalidArgument');
  expect(google.google.mailOf(SUPPORT)).toEqual([]);
});

test.each([
  ['no recipient', outgoing({ To: '' }), 400],
  ['101 recipients', outgoing({ To: LONG_LIST.join(', ') }), 400],
  ['more than 35 MB', `${outgoing()}${'x'.repeat(36_700_160)}`, 413],
])('a message with %s is refused and not sent', async (_, content, status) => {
  const google = await startGoogle();
  const { send } = await openSender(google);
  expect((await send(content)).status).toBe(status);
  expect(google.google.mailOf(SUPPORT)).toEqual([]);
});

test('a thread that does not exist, and a raw message that is none, are refused', async () => {
  const google = await startGoogle();
  const { send, call } = await openSender(google);
  expect((await send(outgoing(), '00000000000000aa')).status).toBe(404);
  expect((await call('POST', 'messages/send', { raw: '***' })).status).toBe(400);
  expect((await call('POST', 'messages/send', {})).status).toBe(400);
});

test('gmail.send sends and lists no addresses; gmail.readonly does the opposite', async () => {
  const google = await startGoogle();
  const sender = await openSender(google, [SEND_SCOPE]);
  expect((await sender.send(outgoing())).status).toBe(200);
  expect((await sender.get('settings/sendAs')).status).toBe(403);
  const reader = await openSender(google, ['https://www.googleapis.com/auth/gmail.readonly']);
  expect((await reader.send(outgoing())).status).toBe(403);
  expect((await reader.get('settings/sendAs')).status).toBe(200);
});

test('only an address that was added has a status, and one that is not confirmed is not used', async () => {
  const google = await startGoogle();
  google.google.seedDirectory({
    aliases: { 'help@example.com': SUPPORT },
    sendAs: [
      { account: SUPPORT, address: 'care@brand.example' },
      { account: SUPPORT, address: 'new@brand.example', status: 'pending' },
    ],
  });
  const { get, send, read } = await openSender(google);
  const { sendAs } = (await get('settings/sendAs')).body as { sendAs: Json[] };
  expect(sendAs.map((each) => [each['sendAsEmail'], each['verificationStatus']])).toEqual([
    [SUPPORT, undefined],
    ['help@example.com', undefined],
    ['care@brand.example', 'accepted'],
    ['new@brand.example', 'pending'],
  ]);
  const fromOf = async (from: string) =>
    /^From: (.*)\r$/m.exec(await read((await send(outgoing({ From: from }))).body['id']))?.[1];
  expect(await fromOf('Help <help@example.com>')).toBe('Help <help@example.com>');
  expect(await fromOf('care@brand.example')).toBe('care@brand.example');
  expect(await fromOf('new@brand.example')).toBe(SUPPORT);
  expect(await fromOf('somebody@else.example')).toBe(SUPPORT);
});

test('2,000 messages in a day are enough, and the answer says until when', async () => {
  let now = new Date('2026-11-29T00:00:00Z');
  const google = await startGoogle({ now: () => now });
  const { send } = await openSender(google);
  for (let nth = 0; nth < 2000; nth++) {
    google.google.deliverMail({ address: SUPPORT, content: mail(), labelIds: ['SENT'] });
  }
  now = new Date('2026-11-29T00:30:00Z');
  const { status, body } = await send(outgoing());
  expect(status).toBe(429);
  expect(JSON.stringify(body)).toContain('Retry after 2026-11-30T00:00:00.000Z (Mail sending)');
});

test('under its switches the mail goes out although the answer is lost or 500', async () => {
  const google = await startGoogle();
  const { send } = await openSender(google);
  await google.fault('send_answer_lost');
  await expect(send(outgoing())).rejects.toThrow();
  expect(google.google.mailOf(SUPPORT)).toHaveLength(1);
  await google.clear();
  await google.fault('send_fails_late');
  expect((await send(outgoing())).status).toBe(500);
  expect(google.google.mailOf(SUPPORT)).toHaveLength(2);
});
