import { expect, test } from '@jest/globals';
import { type Json, SUPPORT, startGoogle } from './emulated-google.ts';
import { mail, openMailbox } from './emulated-mail.ts';

type Change = Json & { id: string };
const changesOf = (body: Json): Change[] => (body['history'] ?? []) as Change[];

async function start(now?: () => Date) {
  const google = await startGoogle(now ? { now } : {});
  const { get } = await openMailbox(google);
  const cursor = String((await get('profile')).body['historyId']);
  const history = (query = '', from = cursor) => get(`history?startHistoryId=${from}${query}`);
  const deliver = () => google.google.deliverMail({ address: SUPPORT, content: mail() }).id;
  return { google, get, cursor, history, deliver };
}

test('the history names each change in its typed list, after the start and in order', async () => {
  const { google, history, deliver, get } = await start();
  const id = deliver();
  google.google.changeLabels({ address: SUPPORT, id, add: ['SPAM'], remove: ['INBOX'] });
  google.google.deleteMail({ address: SUPPORT, id });
  const { body } = await history();
  const message = { id, threadId: id };
  expect(changesOf(body)).toEqual([
    expect.objectContaining({
      messagesAdded: [{ message: { ...message, labelIds: ['INBOX', 'UNREAD'] } }],
    }),
    expect.objectContaining({
      labelsAdded: [
        { message: { ...message, labelIds: ['INBOX', 'UNREAD', 'SPAM'] }, labelIds: ['SPAM'] },
      ],
    }),
    expect.objectContaining({
      labelsRemoved: [
        { message: { ...message, labelIds: ['UNREAD', 'SPAM'] }, labelIds: ['INBOX'] },
      ],
    }),
    expect.objectContaining({ messagesDeleted: [expect.anything()] }),
  ]);
  const ids = changesOf(body).map((change) => Number(change.id));
  expect(ids.toSorted((a, b) => a - b)).toEqual(ids);
  expect(body['historyId']).toBe((await get('profile')).body['historyId']);
  expect(changesOf((await history('', String(ids[0]))).body)).toHaveLength(3);
  expect(changesOf((await history('', String(ids[3]))).body)).toEqual([]);
});

test('types and a label select changes, and a page of other changes has only a token', async () => {
  const { google, history, deliver } = await start();
  const id = deliver();
  google.google.changeLabels({ address: SUPPORT, id, add: ['STARRED'], remove: [] });
  const labels = '&historyTypes=labelAdded&maxResults=1';
  const empty = (await history(labels)).body;
  expect(empty).not.toHaveProperty('history');
  const next = (await history(`${labels}&pageToken=${empty['nextPageToken']}`)).body;
  expect(changesOf(next)).toEqual([expect.objectContaining({ labelsAdded: expect.anything() })]);
  expect(next).not.toHaveProperty('nextPageToken');
  expect(changesOf((await history('&labelId=STARRED')).body)).toHaveLength(1);
});

test('every change is on exactly one of the pages, empty ones between them included', async () => {
  const { google, history, deliver } = await start();
  const ids = Array.from({ length: 5 }, deliver);
  await google.fault('history_empty_pages');
  const found: unknown[] = [];
  const sizes: number[] = [];
  let token = '';
  do {
    const { body } = await history(`&maxResults=2${token && `&pageToken=${token}`}`);
    sizes.push(changesOf(body).length);
    found.push(...changesOf(body).flatMap((change) => change['messages']));
    token = String(body['nextPageToken'] ?? '');
  } while (token);
  expect(sizes).toEqual([0, 2, 0, 2, 0, 1]);
  expect(found).toEqual(ids.map((id) => ({ id, threadId: id })));
});

test.each(['maxResults=501', 'historyTypes=other', 'pageToken=x', 'startHistoryId=abc'])(
  'a history with %s is refused',
  async (query) => {
    const { get, cursor } = await start();
    const start_ = query.startsWith('start') ? '' : `startHistoryId=${cursor}&`;
    expect((await get(`history?${start_}${query}`)).status).toBe(400);
    expect((await get('history')).status).toBe(400);
  },
);

test('an id that is a week old, or that Gmail never gave, is not found', async () => {
  let now = new Date('2026-11-01T00:00:00Z');
  const { google, history, deliver, cursor } = await start(() => now);
  deliver();
  expect((await history('', '1')).status).toBe(404);
  expect((await history('', '999999999')).status).toBe(404);
  expect((await history()).status).toBe(200);
  now = new Date('2026-11-08T00:00:01Z');
  const { get } = await openMailbox(google);
  expect((await get(`history?startHistoryId=${cursor}`)).status).toBe(404);
  const current = (await get('profile')).body['historyId'];
  expect((await get(`history?startHistoryId=${current}`)).status).toBe(200);
  await google.fault('history_expired');
  expect((await get(`history?startHistoryId=${current}`)).status).toBe(404);
});

test('with a lag, neither history nor a list nor a get shows a new message yet', async () => {
  let now = new Date('2026-11-01T00:00:00Z');
  const { google, history, deliver, get, cursor } = await start(() => now);
  await google.fault('history_lag', { ms: 3000 });
  const id = deliver();
  const early = (await history()).body;
  expect(early).toEqual({ historyId: cursor });
  expect((await get('messages')).body).toEqual({ resultSizeEstimate: 0 });
  expect((await get(`messages/${id}`)).status).toBe(404);
  now = new Date('2026-11-01T00:00:03Z');
  expect(changesOf((await history()).body)).toHaveLength(1);
  expect((await get(`messages/${id}`)).status).toBe(200);
});

test('a hole of the history is in the list, and the history id passes it', async () => {
  const { google, history, deliver, get } = await start();
  await google.fault('history_holes', { every: 2 });
  const ids = [deliver(), deliver(), deliver()];
  const { body } = await history();
  const named = changesOf(body).map((change) => (change['messages'] as { id: string }[])[0]?.id);
  expect(named).toEqual([ids[0], ids[2]]);
  expect((await get('messages')).body['resultSizeEstimate']).toBe(3);
});
