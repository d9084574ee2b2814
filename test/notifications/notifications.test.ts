import { Writable } from 'node:stream';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../shared/log.ts';
import { createNotifications, deliveryLogLine } from '../../shared/notifications/index.ts';
import { MINUTE, useHarness } from './harness.ts';
import { SECRET } from './receiver.ts';

const baseUrl = 'https://mail.example.com';
const harness = useHarness();

const createDelivery = () => {
  const notify = { url: harness.receiver.url, secrets: [SECRET] };
  const notifications = createNotifications({ notify, baseUrl }, harness.ports);
  if (!notifications) throw new Error('there is no receiver');
  return notifications;
};
const pace = () => ({
  concurrency: 2,
  limit: 100,
  until: new Date(harness.clock.now().getTime() + MINUTE),
});

test('there are no notifications without a receiver', () => {
  expect(createNotifications({ notify: null, baseUrl }, harness.ports)).toBeNull();
});

test('a due notification is delivered, with the address of the setup page', async () => {
  harness.addEvent('event-1');
  expect(await createDelivery().deliver(pace())).toMatchObject({ delivered: 1 });
  expect(harness.receiver.taken).toMatchObject([
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
    createDelivery().deliver(pace(), (delivered) =>
      log(...deliveryLogLine(delivered, 'correlation-1')),
    );
  const lines = () =>
    written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('says of each notification which connection it is about and what became of it', async () => {
    harness.addEvent('event-1');
    harness.receiver.reply({ status: 500 });
    await run();
    harness.clock.advance(MINUTE);
    harness.receiver.reply({ status: 410 });
    await run();
    harness.addEvent('event-2');
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

  test('names no connection for an event of the fleet', async () => {
    harness.addEvent('event-1', { kind: 'fleet_paused', connectionId: null, address: null });
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
      harness.addEvent(`event-${number}`, {
        connectionId: `connection-${number}`,
        by: 'marked@by',
      });
      harness.receiver.reply(reply);
      await run();
    }
    await harness.receiver.close();
    harness.addEvent('event-unanswered', { connectionId: 'connection-unanswered' });
    await run();
    harness.receiver.close = async () => {};
    expect(lines()).toHaveLength(5);
    expect(written).not.toMatch(/marked|127\.0\.0\.1|whsec_|v1,|support@example\.com|reconnect/);
    expect(written).not.toContain(SECRET.slice('whsec_'.length));
  });
});
