import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { RawMessage } from '../../../shared/mail/ports.ts';
import { refusalOf, SCRATCH, startGmail } from './scripted-gmail.ts';

const LARGE = randomBytes(2 * 1024 * 1024);
const SMALL = randomBytes(1024);
const LONG_MS = 60_000;

/** Gmail with large mails, and small ones whose id begins with `small`. `broken` ends within its answer. */
async function startMailbox() {
  const asked: string[] = [];
  const cutOff = new Set<string>();
  const gmail = await startGmail((request, response) => {
    const id = /messages\/(\w+)/.exec(String(request.url))?.[1] ?? '';
    asked.push(id);
    request.socket.once('close', () => cutOff.add(id));
    const raw = (id.startsWith('small') ? SMALL : LARGE).toString('base64url');
    const text = JSON.stringify({ id, threadId: id, internalDate: '1764324000123', raw });
    if (!id.startsWith('broken')) response.end(text);
    else response.write(text.slice(0, -100), () => response.destroy());
  });
  const read = (id: string, waitMs: number) => gmail.readerOf(id).read(id, waitMs);
  const fill = () => Promise.all(['a', 'b', 'c'].map((id) => read(id, LONG_MS)));
  /** Waits until a mail has given its call up, because it is large. */
  const isWaiting = async (id: string): Promise<void> => {
    while (!cutOff.has(id)) await pause(10);
  };
  return { read, fill, asked, isWaiting };
}

const discard = (mails: readonly (RawMessage | null | undefined)[]) =>
  Promise.all(mails.map((mail) => mail?.discard()));

const keptFiles = (): number =>
  readdirSync(SCRATCH, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length;

test('three large mails are read at once, and a fourth once one of them is discarded', async () => {
  const { read, fill } = await startMailbox();
  const [first, ...others] = await fill();
  let isRead = false;
  const fourth = read('d', LONG_MS).then((mail) => {
    isRead = true;
    return mail;
  });
  await pause(100);
  expect([isRead, keptFiles()]).toEqual([false, 3]);
  await first?.discard();
  const mail = await fourth;
  expect(mail && (await buffer(mail.open())).equals(LARGE)).toBe(true);
  await discard([mail, ...others]);
  expect(keptFiles()).toBe(0);
});

test('large mails that wait are read in the order in which they came', async () => {
  const { read, fill, isWaiting } = await startMailbox();
  const [first, ...others] = await fill();
  const order: string[] = [];
  const waiting: Promise<void>[] = [];
  for (const id of ['d', 'e', 'f']) {
    const reading = read(id, LONG_MS).then(async (mail) => {
      order.push(id);
      await mail?.discard();
    });
    waiting.push(reading);
    await isWaiting(id);
  }
  await discard([first]);
  await Promise.all(waiting);
  expect(order).toEqual(['d', 'e', 'f']);
  await discard(others);
});

test('a large mail whose turn does not come in time is not read, and leaves nothing behind', async () => {
  const { read, fill } = await startMailbox();
  const mails = await fill();
  expect(await read('d', 20)).toBeNull();
  expect(keptFiles()).toBe(3);
  await discard(mails);
  const later = await read('d', 0);
  expect(later?.size).toBe(LARGE.length);
  await later?.discard();
});

test('a large mail waits without a call, which would time out', async () => {
  const { read, fill, asked, isWaiting } = await startMailbox();
  const mails = await fill();
  const waiting = read('d', LONG_MS);
  await isWaiting('d');
  await discard(mails);
  await discard([await waiting]);
  expect(asked.filter((id) => id === 'd')).toHaveLength(2);
});

test('small mail is read while large mails wait', async () => {
  const { read, fill } = await startMailbox();
  const mails = await fill();
  expect((await read('small', 0))?.size).toBe(SMALL.length);
  await discard(mails);
});

test('a large mail whose reading fails leaves its place to the next one', async () => {
  const { read, fill } = await startMailbox();
  const [first, second, third] = await fill();
  await discard([first, second]);
  for (let nth = 0; nth < 4; nth++)
    expect((await refusalOf(read(`broken${nth}`, 0))).code).toBe('google_unavailable');
  const waited = ['broken', 'broken', 'd'].map((id) => read(id, LONG_MS).catch(() => 'failed'));
  const outcomes = await Promise.all(waited);
  expect(outcomes).toMatchObject(['failed', 'failed', { size: LARGE.length }]);
  await discard([third, ...outcomes.flatMap((mail) => (typeof mail === 'object' ? [mail] : []))]);
  expect(keptFiles()).toBe(0);
});

test('a mail that is discarded twice leaves one place', async () => {
  const { read, fill } = await startMailbox();
  const [first, ...others] = await fill();
  await discard([first, first]);
  const fourth = await read('d', 0);
  expect(await read('e', 0)).toBeNull();
  await discard([fourth, ...others]);
});
