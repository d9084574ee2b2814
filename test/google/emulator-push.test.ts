import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { type Json, SUPPORT } from './emulated-google.ts';
import { announced, openMailbox, startWatched, TOPIC } from './emulated-mail.ts';

const wordsOf = (body: Json) => (body['error'] as { message: string }).message;

test('watch publishes a test message at once, and a change is pushed with a signed token', async () => {
  const { google, mailbox, watch, first, pushes, deliver } = await startWatched();
  const week = Date.now() + 7 * 24 * 3600 * 1000;
  expect(Math.abs(Number(watch.body['expiration']) - week)).toBeLessThan(60_000);
  const { historyId } = watch.body;
  expect(first.map(announced)).toEqual([{ emailAddress: SUPPORT, historyId: Number(historyId) }]);

  deliver();
  await google.google.settlePushes();
  const current = Number((await mailbox.get('profile')).body['historyId']);
  expect(pushes.map(announced)).toEqual([{ emailAddress: SUPPORT, historyId: current }]);
  const [push] = pushes;
  expect(push?.body).toEqual({
    message: {
      data: expect.any(String),
      messageId: expect.stringMatching(/^\d+$/),
      publishTime: expect.any(String),
      attributes: {},
    },
    subscription: expect.any(String),
  });
  const keys = createRemoteJWKSet(new URL(`${google.baseUrl}/oauth2/v3/certs`));
  const token = push?.authorization.replace('Bearer ', '') ?? '';
  const { payload } = await jwtVerify(token, keys, { issuer: 'https://accounts.google.com' });
  expect(payload).toMatchObject({
    email: 'pusher@p.iam.gserviceaccount.com',
    email_verified: true,
    aud: expect.stringContaining('/gmail-push'),
  });
});

test('a push that is not acknowledged is repeated with the same message id', async () => {
  const { google, pushes, deliver } = await startWatched([500, 429]);
  deliver();
  await google.google.settlePushes();
  expect(pushes).toHaveLength(3);
  const ids = pushes.map(({ body }) => (body['message'] as Json)['messageId']);
  expect(new Set(ids).size).toBe(1);
});

test('what exceeds one event a second for a mailbox is dropped', async () => {
  const { google, pushes, deliver } = await startWatched();
  for (let n = 0; n < 5; n += 1) deliver();
  await google.google.settlePushes();
  expect(pushes).toHaveLength(1);
  await setTimeout(1050);
  deliver();
  await google.google.settlePushes();
  expect(pushes).toHaveLength(2);
});

test('nothing is pushed for a mailbox without a watch, or after stop', async () => {
  const { google, mailbox, pushes, deliver } = await startWatched();
  deliver('sales@example.com');
  expect((await mailbox.call('POST', 'stop')).status).toBe(204);
  deliver();
  await google.google.settlePushes();
  expect(pushes).toEqual([]);
});

test('the labels of a watch select what is pushed', async () => {
  const { google, mailbox, pushes, deliver } = await startWatched();
  const labels = { labelIds: ['INBOX'], labelFilterBehavior: 'exclude' };
  await mailbox.call('POST', 'watch', { topicName: TOPIC, ...labels });
  await google.google.settlePushes();
  pushes.splice(0);
  const { id } = deliver();
  await google.google.settlePushes();
  expect(pushes).toEqual([]);
  google.google.changeLabels({ address: SUPPORT, id, remove: ['INBOX'] });
  await google.google.settlePushes();
  expect(pushes).toHaveLength(1);
});

const REFUSALS: [fault: string, status: number, words: string][] = [
  ['watch_topic_invalid', 400, 'Invalid topicName does not match projects/project-1/topics/*'],
  [
    'watch_not_authorized',
    403,
    `Error sending test message to Cloud PubSub ${TOPIC} : User not authorized to perform this action.`,
  ],
  [
    'watch_topic_missing',
    404,
    `Error sending test message to Cloud PubSub ${TOPIC} : Resource not found (resource=gmail).`,
  ],
  [
    'watch_taken',
    400,
    'Only one user push notification client allowed per developer (call /stop then try again)',
  ],
];

test.each(REFUSALS)('the switch %s refuses a watch with %i', async (fault, status, words) => {
  const { google, mailbox } = await startWatched();
  await google.fault(fault);
  const refused = await mailbox.call('POST', 'watch', { topicName: TOPIC });
  expect([refused.status, wordsOf(refused.body)]).toEqual([status, words]);
});

test('a watch needs a topic of its own project, and only one topic at a time', async () => {
  const { mailbox } = await startWatched();
  const watch = (topicName: unknown) => mailbox.call('POST', 'watch', { topicName });
  expect(wordsOf((await watch('projects/other/topics/gmail')).body)).toBe(
    'Invalid topicName does not match projects/project-1/topics/*',
  );
  expect((await watch('gmail')).status).toBe(400);
  expect((await watch(undefined)).status).toBe(400);
  const second = 'projects/project-1/topics/second';
  expect(wordsOf((await watch(second)).body)).toMatch(/^Only one user push notification client/);
  expect((await watch(TOPIC)).status).toBe(200);
  await mailbox.call('POST', 'stop');
  expect((await watch(second)).status).toBe(200);
});

test('pushes are duplicated, lost and delayed by their switches', async () => {
  const { google, pushes, deliver } = await startWatched();
  await google.fault('push_duplicated', { times: 3 });
  deliver();
  await google.google.settlePushes();
  expect(pushes).toHaveLength(3);
  await google.clear();
  await google.fault('push_lost', { percent: 100 });
  await setTimeout(1050);
  deliver();
  await google.google.settlePushes();
  expect(pushes).toHaveLength(3);
  await google.clear();
  await google.fault('push_delayed', { ms: 300 });
  await setTimeout(1050);
  const before = Date.now();
  deliver();
  await google.google.settlePushes();
  expect((pushes[3]?.at ?? 0) - before).toBeGreaterThan(250);
});

test('pushes come disordered by their switch', async () => {
  const { google, pushes, deliver } = await startWatched();
  const sales = await openMailbox(google, undefined, 'sales@example.com');
  await sales.call('POST', 'watch', { topicName: TOPIC });
  await google.google.settlePushes();
  pushes.splice(0);
  await google.fault('push_disordered', { ms: 300 });
  // The third and the fourth message that this Google publishes.
  deliver();
  deliver('sales@example.com');
  await google.google.settlePushes();
  expect(pushes.map((push) => announced(push)['emailAddress'])).toEqual([
    'sales@example.com',
    SUPPORT,
  ]);
});

test('nothing is pushed once the seven days of a watch are over', async () => {
  let now = new Date();
  const { google, pushes, deliver } = await startWatched([], () => now);
  now = new Date(now.getTime() + 7 * 24 * 3600 * 1000);
  deliver();
  await google.google.settlePushes();
  expect(pushes).toEqual([]);
});
