import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../shared/log.ts';
import { createNotifications, deliveryLogLine } from '../../shared/notifications/index.ts';
import { type Desk, MINUTE, openDesk } from './harness.ts';
import { SECRET } from './receiver.ts';

const baseUrl = 'https://mail.example.com';
let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const noticesOf = () => {
  const notify = { url: desk.receiver.url, secrets: [SECRET] };
  const notices = createNotifications({ notify, baseUrl }, desk.ports);
  if (!notices) throw new Error('nobody would be told');
  return notices;
};
const pace = () => ({
  concurrency: 2,
  limit: 100,
  until: new Date(desk.clock.now().getTime() + MINUTE),
});

test('without a receiver there are none', () => {
  expect(createNotifications({ notify: null, baseUrl }, desk.ports)).toBeNull();
});

test('with one, what is due is told, and says where the setup page is', async () => {
  desk.happens('event-1');
  expect(await noticesOf().deliver(pace())).toMatchObject({ delivered: 1 });
  expect(desk.receiver.taken).toMatchObject([
    { data: { mailbox: 'support@example.com', setupUrl: `${baseUrl}/setup-page` } },
  ]);
});

describe('the log', () => {
  let written: string;
  const log = createLog(
    'debug',
    new Writable({
      write: (chunk, _, done) => {
        written += chunk;
        done();
      },
    }),
  );
  beforeEach(() => {
    written = '';
  });
  const run = () =>
    noticesOf().deliver(pace(), (noticed) => log(...deliveryLogLine(noticed, 'correlation-1')));
  const lines = () =>
    written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('says of each notice whose it is and what became of it', async () => {
    desk.happens('event-1');
    desk.receiver.reply({ status: 500 });
    await run();
    desk.clock.leap(MINUTE);
    desk.receiver.reply({ status: 410 });
    await run();
    desk.happens('event-2');
    await run();
    const of = { connectionId: 'connection-1', correlationId: 'correlation-1' };
    expect(lines()).toMatchObject([
      {
        ...of,
        severity: 'WARNING',
        message: 'notice: retry_later',
        outcome: 'retry_later',
        code: 'notice_refused',
        problems: ['answer: 500'],
      },
      { ...of, severity: 'ERROR', message: 'notice: given_up', code: 'notice_given_up' },
      { ...of, severity: 'DEBUG', message: 'notice: delivered', outcome: 'delivered' },
    ]);
  });

  test('leaves out a connection when it is the fleet’s', async () => {
    desk.happens('event-1', { kind: 'fleet_paused', connectionId: null, address: null });
    await run();
    expect(lines()[0]).not.toHaveProperty('connectionId');
  });

  test('never holds the URL, the secret, the signature, the body or the answer', async () => {
    const replies = [
      { status: 500, body: 'marked-answer' },
      { status: 302, headers: { location: 'https://marked-elsewhere.example.com/' } },
      { status: 429, headers: { 'retry-after': 'marked-wait' } },
      { status: 410, body: 'marked-answer' },
    ];
    for (const [number, reply] of replies.entries()) {
      desk.happens(`event-${number}`, { connectionId: `connection-${number}`, by: 'marked@by' });
      desk.receiver.reply(reply);
      await run();
    }
    await desk.receiver.close();
    desk.happens('event-unanswered', { connectionId: 'connection-unanswered' });
    await run();
    desk.receiver.close = async () => {};
    expect(lines()).toHaveLength(5);
    expect(written).not.toMatch(/marked|127\.0\.0\.1|whsec_|v1,|support@example\.com|reconnect/);
    expect(written).not.toContain(SECRET.slice('whsec_'.length));
  });
});
