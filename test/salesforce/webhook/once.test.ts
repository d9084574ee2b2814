import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { Runtime } from '../../../shared/runtime/runtime.ts';
import { answerOnce, type CallIdentity } from '../../../shared/salesforce/webhook/once.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { openRuntime, type StoppedClock } from './callers-of-test.ts';

const root = temporaryDirectory();
let opened = 0;
let directory: string;
let runtime: Runtime;
let clock: StoppedClock;

beforeEach(async () => {
  directory = `${root}/${opened++}`;
  ({ runtime, clock } = await openRuntime(directory));
});
afterEach(() => runtime.close());

const CALL: CallIdentity = {
  callerId: '0123456789ab',
  operation: 'disconnectMailbox',
  eventId: 'event-1',
  request: { mailbox: 'support@example.com' },
};
const CRASH = 'the process died';

/** Work that counts how often it is done, and answers the count. */
function countedWork() {
  let done = 0;
  const work = async (): Promise<unknown> => ({ done: ++done, link: 'marked-one-time-link' });
  return { work, done: () => done };
}

const refusing = (code: ErrorCode) => async (): Promise<unknown> => {
  throw new AppError(code, { detail: { fields: ['mailbox'] } });
};

test('a duplicate is answered as the first was, and nothing is done again', async () => {
  const { work, done } = countedWork();
  const first = await answerOnce(runtime, CALL, work);
  expect(await answerOnce(runtime, CALL, work)).toEqual(first);
  expect(done()).toBe(1);
});

test('however many arrive at once, in two processes, it is done once and answered alike', async () => {
  const other = await openRuntime(directory);
  await fc.assert(
    fc.asyncProperty(
      fc.uuid(),
      fc.array(fc.boolean(), { minLength: 2, maxLength: 8 }),
      async (eventId, places) => {
        const { work, done } = countedWork();
        const call = { ...CALL, eventId };
        const asked = places.map((here) => answerOnce(here ? runtime : other.runtime, call, work));
        const answers = await Promise.all(asked);
        expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
        expect(done()).toBe(1);
      },
    ),
    { numRuns: 20 },
  );
  await other.runtime.close();
});

test.each([
  'connection_unknown',
  'connection_needs_reconnect',
  'google_unavailable',
  'store_unavailable',
  'internal',
] as const)('a refusal did nothing and is not remembered: %s', async (code) => {
  const { work, done } = countedWork();
  await expect(answerOnce(runtime, CALL, refusing(code))).rejects.toMatchObject({ code });
  expect(await answerOnce(runtime, CALL, work)).toMatchObject({ done: 1 });
  expect(done()).toBe(1);
});

test('what was refused may be mended and asked again with the same event id', async () => {
  const { work, done } = countedWork();
  await expect(answerOnce(runtime, CALL, refusing('mail_unknown'))).rejects.toThrow('mail_unknown');
  const mended = { ...CALL, request: { mailbox: 'sales@example.com' } };
  await answerOnce(runtime, mended, work);
  const other = answerOnce(runtime, CALL, work);
  await expect(other).rejects.toMatchObject({ code: 'event_id_reused' });
  expect(done()).toBe(1);
});

test.each([
  ['caller', { callerId: 'ba9876543210' }],
  ['operation', { operation: 'releaseHeldMail' }],
  ['event id', { eventId: 'event-2' }],
])('another %s is another call', async (_, other) => {
  const { work, done } = countedWork();
  await answerOnce(runtime, CALL, work);
  await answerOnce(runtime, { ...CALL, ...other }, work);
  expect(done()).toBe(2);
});

test('the same event id with another request is refused, and nothing is done', async () => {
  const { work, done } = countedWork();
  await answerOnce(runtime, CALL, work);
  const other = { ...CALL, request: { mailbox: 'sales@example.com' } };
  const asked = answerOnce(runtime, other, work);
  await expect(asked).rejects.toMatchObject({ code: 'event_id_reused' });
  expect(done()).toBe(1);
});

describe('a process that died half-way', () => {
  /** It claims the call, and never ends. */
  const die = async (): Promise<void> => {
    const lost = await openRuntime(directory);
    const dying = new Promise<void>((died) => {
      void answerOnce(lost.runtime, CALL, () => {
        died();
        return new Promise<never>(() => undefined);
      });
    });
    await dying;
    await lost.runtime.close();
  };

  test('keeps a duplicate waiting for as long as Apex waits, and no longer', async () => {
    await die();
    const { work, done } = countedWork();
    const started = clock.now().getTime();
    const asked = answerOnce(runtime, CALL, work);
    await expect(asked).rejects.toMatchObject({ code: 'call_running' });
    expect(clock.now().getTime() - started).toBeLessThan(10_000);
    expect(done()).toBe(0);
  });

  test('is replaced once its claim has ended', async () => {
    await die();
    clock.advance(70_001);
    const { work, done } = countedWork();
    expect(await answerOnce(runtime, CALL, work)).toMatchObject({ done: 1 });
    await answerOnce(runtime, CALL, work);
    expect(done()).toBe(1);
  });
});

test('an answer survives a restart, and stands in no file in the open', async () => {
  const { work, done } = countedWork();
  const first = await answerOnce(runtime, CALL, work);
  await runtime.close();
  const files = readdirSync(directory).map((name) =>
    readFileSync(`${directory}/${name}`, 'latin1'),
  );
  expect(files.join('')).not.toContain('marked-one-time-link');
  ({ runtime, clock } = await openRuntime(directory));
  expect(await answerOnce(runtime, CALL, work)).toEqual(first);
  expect(done()).toBe(1);
});

test('work that fails without a code of ours is internal, and is tried again', async () => {
  const failing = async (): Promise<never> => {
    throw new Error(CRASH);
  };
  await expect(answerOnce(runtime, CALL, failing)).rejects.toThrow(CRASH);
  const { work } = countedWork();
  expect(await answerOnce(runtime, CALL, work)).toMatchObject({ done: 1 });
});

test('a duplicate that waits reads its request once, since it may have 12 MB', async () => {
  let read = 0;
  const request = { toJSON: () => ++read && { mailbox: 'support@example.com' } };
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const first = answerOnce(runtime, CALL, () => promise);
  await expect(answerOnce(runtime, { ...CALL, request }, () => promise)).rejects.toMatchObject({
    code: 'call_running',
  });
  expect(read).toBe(1);
  resolve({});
  await first;
});
