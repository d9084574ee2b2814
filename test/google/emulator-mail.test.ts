import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gmailReason, type Json, READONLY, SUPPORT, startGoogle } from './emulated-google.ts';
import { FULL, mail, openMailbox } from './emulated-mail.ts';

const GMAIL = 'https://www.googleapis.com/auth/gmail.';

function messageOf(body: Json): string | undefined {
  return (body['error'] as { message?: string } | undefined)?.message;
}

const idsOf = (body: Json): string[] =>
  ((body['messages'] ?? []) as { id: string }[]).map(({ id }) => id);

test('a delivered message is read back byte for byte, and the profile counts it', async () => {
  const google = await startGoogle();
  const { get } = await openMailbox(google);
  const before = (await get('profile')).body;
  expect(before).toMatchObject({ messagesTotal: 0, threadsTotal: 0 });
  const content = Buffer.from(mail({ Subject: '=?UTF-8?B?44GT44KT?=' }, '\u0000 日本'));
  const { id, threadId } = google.google.deliverMail({ address: SUPPORT, content });

  const { body } = await get(`messages/${id}?format=raw`);
  expect(Buffer.from(String(body['raw']), 'base64url').equals(content)).toBe(true);
  expect(body).toMatchObject({ id, threadId: id, labelIds: ['INBOX', 'UNREAD'] });
  expect(body).toMatchObject({ sizeEstimate: content.length });
  expect(threadId).toBe(id);
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  const after = (await get('profile')).body;
  expect(after).toMatchObject({ messagesTotal: 1, threadsTotal: 1 });
  expect(Number(after['historyId'])).toBeGreaterThan(Number(before['historyId']));
  expect(google.google.mailOf(SUPPORT)).toEqual([
    {
      id,
      threadId,
      labelIds: ['INBOX', 'UNREAD'],
      internalDate: new Date(Number(body['internalDate'])),
      sha256: createHash('sha256').update(content).digest('hex'),
      messageId: '<first@customer.example>',
    },
  ]);
});

test('the ids of messages rise and are never equal, even when the clock stands still', async () => {
  const google = await startGoogle({ now: () => new Date('2026-11-28T00:00:00Z') });
  const ids = Array.from(
    { length: 5 },
    () => google.google.deliverMail({ address: SUPPORT, content: mail() }).id,
  );
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(5);
});

test('a reply joins the thread that it answers, if it keeps the subject', async () => {
  const { google } = await startGoogle();
  const deliver = (fields: Record<string, string>) =>
    google.deliverMail({ address: SUPPORT, content: mail(fields) });
  const first = deliver({});
  const answers = { 'Message-ID': '<2@x.example>', 'In-Reply-To': '<first@customer.example>' };
  expect(deliver({ ...answers, Subject: 'Re: Broken lamp' }).threadId).toBe(first.id);
  const encoded = { Subject: `=?utf-8?B?${Buffer.from('RE: broken lamp').toString('base64')}?=` };
  const references = { References: '<unknown@x.example>\r\n <2@x.example>', ...encoded };
  expect(deliver({ 'Message-ID': '<3@x.example>', ...references }).threadId).toBe(first.id);
  const renamed = deliver({ ...answers, Subject: 'Another matter' });
  expect(renamed.threadId).toBe(renamed.id);
  const unrelated = deliver({ 'Message-ID': '<4@x.example>' });
  expect(unrelated.threadId).toBe(unrelated.id);
});

test('the formats of messages.get hold what Gmail puts into each', async () => {
  const google = await startGoogle();
  const { get } = await openMailbox(google);
  const { id } = google.google.deliverMail({ address: SUPPORT, content: mail({}, 'The text') });
  const minimal = (await get(`messages/${id}?format=minimal`)).body;
  expect(minimal).toMatchObject({ snippet: 'The text' });
  expect(minimal).not.toHaveProperty('payload');
  const names = 'metadataHeaders=subject&metadataHeaders=FROM';
  const metadata = (await get(`messages/${id}?format=metadata&${names}`)).body;
  expect(metadata['payload']).toEqual({
    mimeType: 'text/plain',
    headers: [
      { name: 'From', value: 'Carla <carla@customer.example>' },
      { name: 'Subject', value: 'Broken lamp' },
    ],
  });
  const { payload } = (await get(`messages/${id}`)).body as { payload: { body: { data: string } } };
  expect(Buffer.from(payload.body.data, 'base64url').toString()).toBe('The text\r\n');
  expect((await get(`messages/${id}?format=thick`)).status).toBe(400);
  expect(messageOf((await get('messages/0000000000000001')).body)).toBe(
    'Requested entity was not found.',
  );
});

test('messages.list pages from the newest to the oldest and leaves out spam and trash', async () => {
  const google = await startGoogle();
  const { get } = await openMailbox(google);
  const deliver = (labelIds: string[]) =>
    google.google.deliverMail({ address: SUPPORT, content: mail(), labelIds }).id;
  const ids = [deliver(['INBOX']), deliver(['SPAM']), deliver(['TRASH']), deliver([]), deliver([])];
  const first = (await get('messages?maxResults=2')).body;
  expect(idsOf(first)).toEqual([ids[4], ids[3]]);
  const second = (await get(`messages?maxResults=2&pageToken=${first['nextPageToken']}`)).body;
  expect(idsOf(second)).toEqual([ids[0]]);
  expect(second).not.toHaveProperty('nextPageToken');
  expect(idsOf((await get('messages?includeSpamTrash=true')).body)).toEqual(ids.toReversed());
  expect(idsOf((await get('messages?labelIds=INBOX')).body)).toEqual([ids[0]]);
  for (const bad of ['maxResults=0', 'maxResults=501', 'pageToken=x', 'q=has:attachment']) {
    expect([bad, (await get(`messages?${bad}`)).status]).toEqual([bad, 400]);
  }
});

test('a search finds mail after a second and by its Message-ID', async () => {
  const google = await startGoogle();
  const { get } = await openMailbox(google);
  const deliver = (seconds: number, messageId: string) =>
    google.google.deliverMail({
      address: SUPPORT,
      content: mail({ 'Message-ID': messageId }),
      internalDate: new Date(seconds * 1000),
    }).id;
  const old = deliver(1_000, '<old@x.example>');
  const recent = deliver(2_000, '<new@x.example>');
  expect(idsOf((await get('messages?q=after:2000')).body)).toEqual([recent]);
  expect(idsOf((await get('messages?q=rfc822msgid:old@x.example')).body)).toEqual([old]);
  expect(idsOf((await get('messages?q=after:2001')).body)).toEqual([]);
});

test('a search leaves out what arrived at a second or later, and drafts', async () => {
  const google = await startGoogle();
  const { get } = await openMailbox(google);
  const deliver = (seconds: number, ...labelIds: string[]) =>
    google.google.deliverMail({
      address: SUPPORT,
      content: mail(),
      internalDate: new Date(seconds * 1000),
      labelIds,
    }).id;
  const [old, draft] = [deliver(1_000, 'INBOX'), deliver(1_001, 'DRAFT')];
  deliver(2_000, 'INBOX');
  const search = async (q: string) =>
    idsOf((await get(`messages?q=${encodeURIComponent(q)}`)).body);
  expect(await search('after:1000 before:2000')).toEqual([draft, old]);
  expect(await search('after:1000 before:2000 -in:drafts')).toEqual([old]);
});

const SCOPES: [method: string, path: string, accepted: string[]][] = [
  ['GET', 'messages', ['metadata', 'readonly', 'modify']],
  ['GET', 'messages/{id}?format=metadata', ['metadata', 'readonly', 'modify']],
  ['GET', 'messages/{id}?format=raw', ['readonly', 'modify']],
  ['GET', 'messages?q=after:1', ['readonly', 'modify']],
  ['GET', 'history?startHistoryId={history}', ['metadata', 'readonly', 'modify']],
  ['POST', 'watch', ['metadata', 'readonly', 'modify']],
  ['POST', 'stop', ['metadata', 'readonly', 'modify']],
  ['POST', 'messages/{id}/modify', ['modify']],
  ['POST', 'messages/{id}/trash', ['modify']],
  ['DELETE', 'messages/{id}', []],
];

test.each(SCOPES)('%s %s accepts exactly the scopes that Google lists', async (...row) => {
  const [method, path, accepted] = row;
  const google = await startGoogle();
  const { id } = google.google.deliverMail({ address: SUPPORT, content: mail() });
  const owner = await openMailbox(google);
  const history = String((await owner.get('profile')).body['historyId']);
  const url = path.replace('{id}', id).replace('{history}', history);
  const body = path === 'watch' ? { topicName: 'projects/p/topics/t' } : {};
  const names = ['labels', 'metadata', 'readonly', 'modify', 'compose', 'send', 'settings.basic'];
  for (const scope of [...names.map((name) => GMAIL + name), FULL]) {
    const { call } = await openMailbox(google, [scope]);
    const { status } = await call(method, url, method === 'POST' ? body : undefined);
    const isAccepted = scope === FULL || accepted.includes(scope.slice(GMAIL.length));
    expect([scope, status < 300 ? 200 : status]).toEqual([scope, isAccepted ? 200 : 403]);
  }
});

test('a token that reads only metadata is told what it may not ask for', async () => {
  const google = await startGoogle();
  const { id } = google.google.deliverMail({ address: SUPPORT, content: mail() });
  const { get } = await openMailbox(google, [`${GMAIL}metadata`]);
  expect(messageOf((await get('messages?q=after:1')).body)).toBe(
    "Metadata scope does not support 'q' parameter",
  );
  expect(messageOf((await get(`messages/${id}?format=full`)).body)).toBe(
    'Metadata scope does not allow format FULL',
  );
});

test('modify, trash and delete change a message, and refuse what there is not', async () => {
  const google = await startGoogle();
  const { get, call } = await openMailbox(google);
  const { id } = google.google.deliverMail({ address: SUPPORT, content: mail() });
  const made = (await call('POST', 'labels', { name: 'VIP' })).body;
  const change = { addLabelIds: [made['id']], removeLabelIds: ['UNREAD'] };
  const modified = await call('POST', `messages/${id}/modify`, change);
  expect(modified.body).toMatchObject({ id, labelIds: ['INBOX', made['id']] });
  for (const label of ['NO_SUCH', 'SENT', 'Label_99']) {
    const refused = await call('POST', `messages/${id}/modify`, { addLabelIds: [label] });
    expect([label, refused.status]).toEqual([label, 400]);
  }
  expect((await call('POST', 'labels', { name: 'VIP' })).status).toBe(400);
  expect((await get('labels')).body['labels']).toContainEqual(expect.objectContaining(made));
  expect((await call('POST', `messages/${id}/trash`)).body['labelIds']).toContain('TRASH');
  expect((await call('DELETE', `messages/${id}`)).status).toBe(204);
  expect((await get(`messages/${id}`)).status).toBe(404);
  expect((await call('DELETE', `messages/${id}`)).status).toBe(404);
  expect((await call('POST', `messages/${id}/trash`)).status).toBe(404);
  expect((await call('POST', `messages/${id}/modify`, {})).status).toBe(404);
});

test('the units of a mailbox are counted exactly, and refused above its minute', async () => {
  let now = new Date('2026-11-28T00:00:00Z');
  const google = await startGoogle({ unitsPerMinute: 50, now: () => now });
  const { get } = await openMailbox(google, [READONLY]);
  const { id } = google.google.deliverMail({ address: SUPPORT, content: mail() });
  for (const path of [`messages/${id}`, `messages/${id}?format=raw`, 'messages', 'profile']) {
    expect((await get(path)).status).toBe(200);
  }
  const refused = await get(`messages/${id}`);
  expect(refused.status).toBe(403);
  expect(gmailReason(refused)).toBe('rateLimitExceeded');
  expect(messageOf(refused.body)).toMatch(/^Quota exceeded for quota metric 'Queries' and limit/);
  expect(await google.counts()).toMatchObject({ 'gmail.units': 46, 'gmail.messages.get': 3 });
  now = new Date('2026-11-28T00:01:00Z');
  expect((await get(`messages/${id}`)).status).toBe(200);
});

test('what exceeds the requests at once of a mailbox is refused', async () => {
  const google = await startGoogle();
  const { get } = await openMailbox(google);
  await google.fault('concurrent_limit', { requests: 2 });
  await google.fault('slow', { endpoint: 'gmail', ms: 200 });
  const answers = await Promise.all(Array.from({ length: 5 }, () => get('profile')));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 429, 429, 429]);
  const refused = answers.find(({ status }) => status === 429);
  expect(messageOf(refused?.body ?? {})).toBe('Too many concurrent requests for user.');
});

test('a get fails so many times as the switch says, for each message', async () => {
  const google = await startGoogle();
  const { get } = await openMailbox(google);
  const { id } = google.google.deliverMail({ address: SUPPORT, content: mail() });
  await google.fault('get_not_found_at_first', { times: 2 });
  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await get(`messages/${id}`)).status);
  expect(statuses).toEqual([404, 404, 200]);
});

test('mail, labels and history survive a restart', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'emulated-mail-'));
  const file = join(directory, 'google.sqlite');
  const before = await startGoogle({ file });
  const { id } = before.google.deliverMail({ address: SUPPORT, content: mail() });
  before.google.changeLabels({ address: SUPPORT, id, add: ['SPAM'], remove: ['INBOX'] });
  const facts = before.google.mailOf(SUPPORT);
  const profile = (await (await openMailbox(before)).get('profile')).body;
  await before.close();

  const after = await startGoogle({ file });
  expect(after.google.mailOf(SUPPORT)).toEqual(facts);
  expect((await (await openMailbox(after)).get('profile')).body).toEqual(profile);
  await after.close();
  rmSync(directory, { recursive: true });
});

test('tests put, list, label and delete mail over HTTP', async () => {
  const google = await startGoogle();
  const url = `${google.baseUrl}/emulator/mailboxes/${SUPPORT}/messages`;
  const call = async (method: string, path: string, body?: string) => {
    const response = await fetch(url + path, { method, ...(body ? { body } : {}) });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const content = mail({}, 'x'.repeat(100_000));
  const put = await call('POST', '?labelIds=INBOX&internalDate=1000', content);
  const id = String(put.body['id']);
  const labels = JSON.stringify({ add: ['STARRED'], remove: ['INBOX'] });
  expect((await call('POST', `/${id}/labels`, labels)).status).toBe(200);
  const sha256 = createHash('sha256').update(content).digest('hex');
  expect((await call('GET', '')).body['messages']).toEqual([
    expect.objectContaining({
      id,
      sha256,
      labelIds: ['STARRED'],
      internalDate: '1970-01-01T00:00:01.000Z',
    }),
  ]);
  expect((await call('DELETE', `/${id}`)).status).toBe(200);
  expect((await call('DELETE', `/${id}`)).status).toBe(404);
  expect((await call('POST', `/${id}/labels`, labels)).status).toBe(404);
  expect((await call('POST', `/${id}/labels`, '[]')).status).toBe(400);
  expect((await call('POST', '')).status).toBe(400);
  expect((await call('POST', '?internalDate=soon', 'x')).status).toBe(400);
});
