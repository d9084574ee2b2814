import { expect, test } from '@jest/globals';
import { gmailError, refusalOf, startScriptedGmail } from './scripted-gmail.ts';

const BASE = '/gmail/v1/users/me/';
const FROM = { historyId: '1000', pageToken: null };

test('the profile names the address and the history id, which is longer than a number is exact', async () => {
  const historyId = '98765432109876543210';
  const gmail = await startScriptedGmail({
    body: { emailAddress: 'support@example.com', historyId },
  });
  expect(await gmail.reader.profile()).toEqual({ address: 'support@example.com', historyId });
  expect(gmail.calls).toMatchObject([
    { method: 'GET', path: `${BASE}profile`, authorization: 'Bearer marked-token-1' },
  ]);
});

test('the history is asked for messages and labels that were added, five hundred records a page', async () => {
  const gmail = await startScriptedGmail({ body: { historyId: '1000' } });
  await gmail.reader.history({ historyId: '998', pageToken: 'next page' });
  const [call] = gmail.calls;
  expect(call?.path).toBe(`${BASE}history`);
  expect([...(call?.query ?? [])]).toEqual([
    ['startHistoryId', '998'],
    ['maxResults', '500'],
    ['historyTypes', 'messageAdded'],
    ['historyTypes', 'labelAdded'],
    ['pageToken', 'next page'],
  ]);
});

test('a page of history names what was added and nothing else that happened', async () => {
  const message = (id: string, labelIds?: string[]) => ({ id, threadId: `t${id}`, labelIds });
  const gmail = await startScriptedGmail({
    body: {
      history: [
        {
          id: '1001',
          messages: [message('a')],
          messagesAdded: [{ message: message('a', ['INBOX', 'UNREAD']) }],
        },
        {
          id: '98765432109876543210',
          messages: [message('b'), message('c'), message('d')],
          labelsAdded: [
            { message: message('b', ['Label_1', 'INBOX']), labelIds: ['INBOX'] },
            { message: message('c'), labelIds: ['INBOX'] },
          ],
          messagesDeleted: [{ message: message('d') }],
        },
      ],
      nextPageToken: 'next',
      historyId: '98765432109876543999',
    },
  });
  expect(await gmail.reader.history(FROM)).toEqual({
    messages: [
      { messageId: 'a', threadId: 'ta', labelIds: ['INBOX', 'UNREAD'], change: 'message' },
      { messageId: 'b', threadId: 'tb', labelIds: ['INBOX', 'Label_1'], change: 'label' },
      { messageId: 'c', threadId: 'tc', labelIds: ['INBOX'], change: 'label' },
    ],
    lastRecordId: '98765432109876543210',
    nextPageToken: 'next',
    historyId: '98765432109876543999',
  });
});

test.each([
  [{ historyId: '1000' }, null],
  [{ historyId: '1000', nextPageToken: 'next' }, 'next'],
])('a page of history without records is read as such: %j', async (body, nextPageToken) => {
  const gmail = await startScriptedGmail({ body });
  const page = { messages: [], lastRecordId: null, nextPageToken, historyId: '1000' };
  expect(await gmail.reader.history(FROM)).toEqual(page);
});

test.each([
  ['no JSON', '<html>'],
  ['an array', []],
  ['no history id', {}],
  ['a history id that is a number', { historyId: 1000 }],
  ['records that are no array', { historyId: '1000', history: {} }],
  ['a record without an id', { historyId: '1000', history: [{}] }],
  [
    'a message without an id',
    { historyId: '1000', history: [{ id: '1001', messagesAdded: [{ message: {} }] }] },
  ],
  [
    'an added message that is missing',
    { historyId: '1000', history: [{ id: '1001', messagesAdded: [{}] }] },
  ],
  [
    'labels that are no texts',
    {
      historyId: '1000',
      history: [
        { id: '1', messagesAdded: [{ message: { id: 'a', threadId: 'a', labelIds: [1] } }] },
      ],
    },
  ],
])(
  'a page of history with %s is refused and not read in part, since mail would be lost',
  async (_, body) => {
    const gmail = await startScriptedGmail({ body });
    const { code } = await refusalOf(gmail.reader.history(FROM));
    expect(code).toBe('google_unavailable');
  },
);

test('the history that Gmail no longer has is told from other refusals', async () => {
  const gmail = await startScriptedGmail(
    gmailError(404, 'notFound', 'Requested entity was not found.'),
  );
  const { code, upstream } = await refusalOf(gmail.reader.history(FROM));
  expect(code).toBe('history_expired');
  expect(upstream).toMatchObject({ status: 404, error: 'notFound' });
});

test('a list names what arrived since a moment, a second early, and no spam', async () => {
  const gmail = await startScriptedGmail({
    body: { messages: [{ id: 'a', threadId: 'b' }], nextPageToken: 'next', resultSizeEstimate: 1 },
  });
  const since = new Date('2026-11-01T00:00:00.900Z');
  expect(await gmail.reader.list({ since, pageToken: null })).toEqual({
    messages: [{ messageId: 'a', threadId: 'b', labelIds: [], change: 'message' }],
    nextPageToken: 'next',
  });
  const [call] = gmail.calls;
  expect(call?.path).toBe(`${BASE}messages`);
  expect([...(call?.query ?? [])]).toEqual([
    ['q', `after:${Date.parse('2026-10-31T23:59:59Z') / 1000}`],
    ['maxResults', '500'],
  ]);
});

test('a list with an end names what arrived until then, a second more, and no drafts', async () => {
  const gmail = await startScriptedGmail({ body: { resultSizeEstimate: 0 } });
  const [since, until] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-02T00:00:00Z')];
  await gmail.reader.list({ since, until, pageToken: 'second' });
  expect([...(gmail.calls[0]?.query ?? [])]).toEqual([
    ['q', `after:${since.getTime() / 1000 - 1} before:${until.getTime() / 1000 + 1} -in:drafts`],
    ['maxResults', '500'],
    ['pageToken', 'second'],
  ]);
});

test('a list goes on from its page, and may be empty', async () => {
  const gmail = await startScriptedGmail({ body: { resultSizeEstimate: 0 } });
  const page = await gmail.reader.list({ since: new Date(0), pageToken: 'second' });
  expect(page).toEqual({ messages: [], nextPageToken: null });
  expect(gmail.calls[0]?.query.get('pageToken')).toBe('second');
});

test('a list of which an entry has no thread is refused', async () => {
  const gmail = await startScriptedGmail({ body: { messages: [{ id: 'a' }] } });
  const list = gmail.reader.list({ since: new Date(), pageToken: null });
  expect((await refusalOf(list)).code).toBe('google_unavailable');
});

test('labels are listed by id and name', async () => {
  const labels = [
    { id: 'INBOX', name: 'INBOX', type: 'system' },
    { id: 'Label_1', name: '問い合わせ', type: 'user' },
  ];
  const gmail = await startScriptedGmail({ body: { labels } });
  expect(await gmail.reader.labels()).toEqual([
    { id: 'INBOX', name: 'INBOX' },
    { id: 'Label_1', name: '問い合わせ' },
  ]);
  expect(gmail.calls[0]?.path).toBe(`${BASE}labels`);
});

test('labels without a name are refused', async () => {
  const gmail = await startScriptedGmail({ body: { labels: [{ id: 'INBOX' }] } });
  expect((await refusalOf(gmail.reader.labels())).code).toBe('google_unavailable');
});

test('of a mail for a page or a statement only headers are asked for, and none of its text', async () => {
  const headers = [
    { name: 'from', value: 'Ann <ann@example.com>' },
    { name: 'SUBJECT', value: 'Question' },
    { name: 'Message-Id', value: '<a@example.com>' },
  ];
  const gmail = await startScriptedGmail({ body: { id: 'a', payload: { headers } } });
  expect(await gmail.reader.readEnvelope('a')).toEqual({
    subject: 'Question',
    from: 'Ann <ann@example.com>',
    to: '',
    cc: '',
    identifier: '<a@example.com>',
    date: '',
  });
  expect(gmail.calls[0]?.path).toBe(`${BASE}messages/a`);
  expect([...(gmail.calls[0]?.query ?? [])]).toEqual([
    ['format', 'metadata'],
    ['metadataHeaders', 'Subject'],
    ['metadataHeaders', 'From'],
    ['metadataHeaders', 'To'],
    ['metadataHeaders', 'Cc'],
    ['metadataHeaders', 'Message-ID'],
    ['metadataHeaders', 'Date'],
  ]);
});

test('a mail without headers has empty ones, and one that is gone is told', async () => {
  const gmail = await startScriptedGmail({ body: { id: 'a' } }, gmailError(404, 'notFound'));
  expect(await gmail.reader.readEnvelope('a')).toEqual({
    ...{ subject: '', from: '', to: '', cc: '', identifier: '', date: '' },
  });
  expect((await refusalOf(gmail.reader.readEnvelope('a'))).code).toBe('message_gone');
});
