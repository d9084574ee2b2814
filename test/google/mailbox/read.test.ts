import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from '@jest/globals';
import type { Scratch } from '../../../shared/mail/ports.ts';
import {
  gmailError,
  refusalOf,
  SCRATCH,
  startGmail,
  startScriptedGmail,
} from './scripted-gmail.ts';

const MEGABYTE = 1024 * 1024;
const OTHERS = {
  id: '19a1',
  threadId: '19a0',
  labelIds: ['INBOX', 'UNREAD'],
  snippet: 'He said \\ "raw":"bm90" and 日本語',
  payload: { raw: 'bm90', headers: [{ raw: 'bm90' }] },
};
const LATER = { sizeEstimate: 3, historyId: '77', internalDate: '1764324000123' };

const answerOf = (content: Buffer) => ({
  ...OTHERS,
  raw: content.toString('base64url'),
  ...LATER,
});

async function contentOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** How many files are kept, of all that this process made. */
const keptFiles = (): number =>
  readdirSync(SCRATCH, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length;

test('a mail is read with its labels, and its content as often as it is needed', async () => {
  const content = Buffer.from('Subject: Question\r\n\r\nHow?\r\n');
  const gmail = await startScriptedGmail({ body: answerOf(content) });
  const mail = await gmail.read('19a1');
  expect(mail).toMatchObject({
    messageId: '19a1',
    threadId: '19a0',
    labelIds: ['INBOX', 'UNREAD'],
    receivedAt: new Date(1_764_324_000_123),
    size: content.length,
  });
  expect(await contentOf(mail.open())).toEqual(content);
  expect(await contentOf(mail.open())).toEqual(content);
  await mail.discard();
  const [call] = gmail.calls;
  expect(call?.path).toBe('/gmail/v1/users/me/messages/19a1');
  expect([...(call?.query ?? [])]).toEqual([['format', 'raw']]);
});

test('a mail that is small is never written to the disk', async () => {
  const gmail = await startScriptedGmail({ body: answerOf(randomBytes(MEGABYTE)) });
  const mail = await gmail.read('19a1');
  expect(mail.size).toBe(MEGABYTE);
  expect(keptFiles()).toBe(0);
});

test('a mail that is large is kept in a file until it is discarded', async () => {
  const content = randomBytes(3 * MEGABYTE + 1);
  const gmail = await startScriptedGmail({ body: answerOf(content) });
  const mail = await gmail.read('19a1');
  expect(mail.size).toBe(content.length);
  expect(keptFiles()).toBe(1);
  for (let nth = 0; nth < 2; nth++) {
    expect(digestOf(await contentOf(mail.open()))).toBe(digestOf(content));
  }
  await mail.discard();
  await mail.discard();
  expect(keptFiles()).toBe(0);
});

/** Sends parts as fast as the other side takes them. Answers how many bytes were sent so far. */
function sending(response: ServerResponse, parts: Iterable<string>): () => number {
  let sent = 0;
  function* counted(): Generator<string> {
    for (const part of parts) {
      sent += part.length;
      yield part;
    }
  }
  // The other side may end the call, which is what some tests are about.
  pipeline(Readable.from(counted()), response).catch(() => {});
  return () => sent;
}

const PART = Buffer.from('0123456789ab'.repeat(4096)).toString('base64url');

/** The JSON of a mail with an attachment of 25 MB, which is encoded twice. */
function* largeAnswer(): Generator<string> {
  yield `{"id":"19a1","threadId":"19a0","internalDate":"1764324000123","raw":"`;
  for (let sent = 0; sent < 48 * MEGABYTE; sent += PART.length) yield PART;
  yield '"}';
}

test('of a mail with an attachment of 25 MB no more is in memory than a few megabytes', async () => {
  let sent = () => 0;
  let isStalled = false;
  let goOn = () => {};
  const disk = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let written = 0;
  const slowDisk: Scratch = {
    create: async () => ({
      write: async (content) => {
        isStalled = true;
        await disk;
        for await (const part of content) written += part.length;
      },
      open: () => {
        throw new Error('nothing is read here');
      },
      discard: async () => {},
    }),
  };
  const gmail = await startGmail(
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      sent = sending(response, largeAnswer());
    },
    { scratch: slowDisk },
  );
  const reading = gmail.read('19a1');
  for (let last = -1; !isStalled || sent() !== last; ) {
    last = sent();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // What was sent and not yet read waits in the sockets' buffers, which the system sizes.
  expect(sent()).toBeLessThan(12 * MEGABYTE);
  goOn();
  const mail = await reading;
  expect(sent()).toBeGreaterThan(48 * MEGABYTE);
  expect(mail.size).toBe(written);
  expect(written).toBeGreaterThan(35 * MEGABYTE);
});

test('no file is left of a large mail whose answer is cut off', async () => {
  function* cutOff(): Generator<string> {
    yield* [...largeAnswer()].slice(0, 100);
    throw new Error('the server is gone');
  }
  const gmail = await startGmail((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    sending(response, cutOff());
  });
  const { code, upstream } = await refusalOf(gmail.read('19a1'));
  expect(code).toBe('google_unavailable');
  expect(upstream).toMatchObject({ status: null, network: 'ECONNRESET' });
  expect(keptFiles()).toBe(0);
});

const RAW = Buffer.from('Subject: x\r\n\r\n').toString('base64url');
const withRaw = (raw: string): string =>
  `{"id":"19a1","threadId":"19a0","internalDate":"1764324000123","raw":"${raw}"}`;

test.each([
  ['nothing', ''],
  ['no JSON', '<html>'],
  ['no content', JSON.stringify({ ...OTHERS, ...LATER })],
  ['a content that is no text', withRaw(RAW).replace(`"${RAW}"`, '5')],
  ['a content that only a field within it has', JSON.stringify({ ...LATER, ...OTHERS })],
  ['two contents', withRaw(RAW).replace('}', `,"raw":"${RAW}"}`)],
  ['a content that is not base64url', withRaw('U3Vi+mVj')],
  ['a character within a content', withRaw('U3Vi*mVj')],
  ['a content whose last character is missing', withRaw('U3ViS')],
  ['three characters of padding', withRaw('U3Vi===')],
  ['content after the padding', withRaw('U3=Vi')],
  ['an end in the middle of the content', withRaw(RAW).slice(0, -5)],
  ['an end after the content', withRaw(RAW).slice(0, -1)],
  ['no thread', withRaw(RAW).replace('threadId', 'other')],
  ['no moment', withRaw(RAW).replace('internalDate', 'other')],
  ['a moment outside of all calendars', withRaw(RAW).replace('1764324000123', '9'.repeat(20))],
  ['another mail', withRaw(RAW).replace('19a1', '19a2')],
])('a mail of which Gmail answers %s is refused, so that it is asked again', async (_, body) => {
  const gmail = await startScriptedGmail({ body });
  expect((await refusalOf(gmail.read('19a1'))).code).toBe('google_unavailable');
});

test('a large mail whose answer is wrong at its end leaves no file', async () => {
  const large = randomBytes(2 * MEGABYTE).toString('base64url');
  const gmail = await startScriptedGmail({ body: `${withRaw(large)}}` });
  expect((await refusalOf(gmail.read('19a1'))).code).toBe('google_unavailable');
  expect(keptFiles()).toBe(0);
});

test('a large mail that is another one leaves no file', async () => {
  const gmail = await startScriptedGmail({ body: answerOf(randomBytes(2 * MEGABYTE)) });
  expect((await refusalOf(gmail.read('19a2'))).code).toBe('google_unavailable');
  expect(keptFiles()).toBe(0);
});

test('fields that have no end are given up', async () => {
  let sent = () => 0;
  const gmail = await startGmail((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    sent = sending(
      response,
      Array.from({ length: 1000 }, (_, nth) => (nth === 0 ? '{"id":"' : 'x'.repeat(65_536))),
    );
  });
  expect((await refusalOf(gmail.read('19a1'))).code).toBe('google_unavailable');
  expect(sent()).toBeLessThan(16 * MEGABYTE);
});

test.each(['', '=', '==', '\\u003d', '\\u003D\\u003d'])(
  'a content may end with the padding %j',
  async (padding) => {
    const gmail = await startScriptedGmail({ body: withRaw(`U3ViamVjdDogeA${padding}`) });
    const mail = await gmail.read('19a1');
    expect(String(await contentOf(mail.open()))).toBe('Subject: x');
  },
);

test('a mail reads the same wherever the network cuts its answer', async () => {
  const content = randomBytes(50);
  const whole = Buffer.from(JSON.stringify(answerOf(content), null, 1));
  let cut = 0;
  const gmail = await startGmail((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(whole.subarray(0, cut));
    // A later turn of the event loop makes it another part.
    setImmediate(() => response.end(whole.subarray(cut)));
  });
  for (cut = 1; cut < whole.length; cut++) {
    const mail = await gmail.read('19a1');
    expect([cut, await contentOf(mail.open())]).toEqual([cut, content]);
  }
});

test('a mail that is gone is told from a mailbox that refuses', async () => {
  const gmail = await startScriptedGmail(
    gmailError(404, 'notFound'),
    gmailError(403, 'domainPolicy'),
  );
  expect((await refusalOf(gmail.read('19a1'))).code).toBe('message_gone');
  expect((await refusalOf(gmail.read('19a1'))).code).toBe('gmail_refused');
});

test('a disk that refuses ends the reading and is told by its code', async () => {
  const scratch: Scratch = {
    create: async () => ({
      write: async (content) => {
        content.destroy();
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      },
      open: () => {
        throw new Error('nothing is read here');
      },
      discard: async () => {
        discarded += 1;
      },
    }),
  };
  let discarded = 0;
  const body = JSON.stringify(answerOf(randomBytes(3 * MEGABYTE)));
  const gmail = await startGmail((_request, response) => response.end(body), { scratch });
  await expect(gmail.read('19a1')).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(discarded).toBe(1);
});

test('the id of a mail cannot lead to another method', async () => {
  const gmail = await startScriptedGmail(gmailError(404, 'notFound'));
  await refusalOf(gmail.read('../stop?x='));
  expect(gmail.calls.map(({ path }) => path)).toEqual([
    '/gmail/v1/users/me/messages/..%2Fstop%3Fx%3D',
  ]);
});
