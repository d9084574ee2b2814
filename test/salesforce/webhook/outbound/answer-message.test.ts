import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { AppError, asAppError } from '../../../../shared/errors.ts';
import type { Runtime } from '../../../../shared/runtime/runtime.ts';
import {
  type Asking,
  defineOperation,
  type Operation,
} from '../../../../shared/salesforce/webhook/operation.ts';
import {
  answerMessage,
  doEach,
} from '../../../../shared/salesforce/webhook/outbound/answer-message.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { createStoppedClock, openRuntime, SETUP, type StoppedClock } from '../callers-of-test.ts';
import { notificationId, soapMessage } from './soap-messages.ts';

const root = temporaryDirectory();
let opened = 0;
let directory: string;
let clock: StoppedClock;
let runtime: Runtime;

beforeEach(async () => {
  directory = `${root}/${opened++}`;
  clock = createStoppedClock();
  ({ runtime } = await openRuntime(directory, {}, clock));
});
afterEach(() => runtime.close());

const CALLER = { id: '0123456789ab', name: 'Flow', permissions: ['probe'] } as const;

/** What an operation does with one call. */
type Work = (text: string, asking: Asking) => Promise<void>;

const operationOf = (work: Work): Operation =>
  defineOperation({
    name: 'testOperation',
    summary: 'Does what a test says.',
    request: z.object({ text: z.string().min(1) }),
    response: z.object({}),
    refusals: [],
    permission: 'probe',
    changesSomething: true,
    usefulUnanswered: true,
    run: async (_, { text }, asking) => {
      await work(text, asking);
      return {};
    },
  });

const setup = { ...SETUP, mapping: [{ property: 'text', field: 'Text__c' }] };

/** Delivers notifications of these numbers, whose record has this text by now; null: it is deleted. */
const deliver = (
  numbers: readonly number[],
  work: Work,
  { at = runtime, text = 'Lamp' }: { at?: Runtime; text?: string | null } = {},
): Promise<void> =>
  doEach(
    at,
    { caller: CALLER, setup, operation: operationOf(work), language: 'en', beganAt: clock.now() },
    numbers.map((number) => ({
      id: notificationId(number),
      record: text === null ? null : new Map([['Text__c', text]]),
    })),
  );

/** Work that counts how often it is done for each notification. */
function counted() {
  const done = new Map<string, number>();
  const work: Work = async (_, { eventId }) => {
    done.set(eventId, (done.get(eventId) ?? 0) + 1);
  };
  return { work, done };
}

const refusal = (code: string, notDone: string) =>
  expect.objectContaining({ code, detail: expect.objectContaining({ notDone }) });

test('each notification is done once, with its id as the event id, however often it comes', async () => {
  const { work, done } = counted();
  await deliver([1, 2, 3], work);
  await deliver([3, 1], work);
  await deliver([2, 4], work);
  expect(Object.fromEntries(done)).toEqual(
    Object.fromEntries([1, 2, 3, 4].map((each) => [notificationId(each), 1])),
  );
});

test('one that is done is recognised though its record changed, no longer fits or is deleted', async () => {
  const { work, done } = counted();
  await deliver([1], work);
  for (const text of ['Chair', '', null]) await deliver([1], work, { text });
  expect([...done.values()]).toEqual([1]);
});

test('what fails is done with the latest record when it comes again', async () => {
  const detail = { fields: ['text'] };
  await expect(deliver([1], counted().work, { text: '' })).rejects.toMatchObject({
    code: 'body_invalid',
    detail,
  });
  const seen: string[] = [];
  const work: Work = async (text) => {
    seen.push(text);
  };
  await deliver([1], work, { text: 'mended' });
  expect(seen).toEqual(['mended']);
});

test('one that fails holds back no other, and says why and how many are not done', async () => {
  const { work, done } = counted();
  const failing: Work = async (text, asking) => {
    const isOdd = [1, 3].some((each) => asking.eventId === notificationId(each));
    if (isOdd) throw new AppError('connection_unknown');
    await work(text, asking);
  };
  await expect(deliver([1, 2, 3, 4, 5], failing)).rejects.toEqual(
    refusal('connection_unknown', '2 of 5'),
  );
  await deliver([5, 4, 3, 2, 1], work);
  expect([...done.values()]).toEqual([1, 1, 1, 1, 1]);
});

test('a fault of ours is thrown as it is, so that the log has its stack', async () => {
  const fault = new TypeError('of ours');
  const failing: Work = () => Promise.reject(fault);
  await expect(deliver([1, 2], failing)).rejects.toBe(fault);
});

test('a deleted record is acknowledged, and nothing is done', async () => {
  const { work, done } = counted();
  await deliver([1], work, { text: null });
  expect(done.size).toBe(0);
});

test('four are done at a time, and none is begun after 45 seconds', async () => {
  let atWork = 0;
  let most = 0;
  const { work, done } = counted();
  const slow: Work = async (text, asking) => {
    atWork += 1;
    most = Math.max(most, atWork);
    await clock.sleep(2500);
    await work(text, asking);
    atWork -= 1;
  };
  const numbers = Array.from({ length: 100 }, (_, index) => index);
  const left = await deliver(numbers, slow).catch(asAppError);
  expect(most).toBe(4);
  expect(left).toEqual(refusal('outbound_unfinished', `${100 - done.size} of 100`));
  expect(done.size).toBeLessThan(25);
  for (let again = 0; again < 10; again += 1) await deliver(numbers, slow).catch(asAppError);
  expect([...done.values()]).toEqual(numbers.map(() => 1));
});

test('it is remembered for longer than an organization keeps a failed message', async () => {
  const { work, done } = counted();
  await deliver([1], work);
  clock.advance(9 * 24 * 3600 * 1000);
  await runtime.store.forgetExpired(clock.now());
  await deliver([1], work);
  expect([...done.values()]).toEqual([1]);
});

type Delivery = {
  readonly numbers: readonly number[];
  readonly here: boolean;
  readonly text: string | null;
  /** The process dies in the work of its first notification, the only one it has: before it did it, or said so. */
  readonly dies: 'before' | 'after' | null;
  /** The next delivery does not wait for this one. */
  readonly overlaps: boolean;
};

const DELIVERY: fc.Arbitrary<Delivery> = fc.record({
  numbers: fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 8 }),
  here: fc.boolean(),
  text: fc.constantFrom('Lamp', 'Chair', '', null),
  dies: fc.constantFrom(null, null, 'before', 'after'),
  overlaps: fc.boolean(),
});

const raise = (counts: Map<string, number>, id: string): void => {
  counts.set(id, (counts.get(id) ?? 0) + 1);
};

/** An operation that recognises an effect that it had already, as a send does, and how often it was asked for it. */
function createEffects() {
  const effects = new Set<string>();
  const attempts = new Map<string, number>();
  const crashes = new Map<string, number>();
  const effect: Work = async (_, { eventId }) => {
    raise(attempts, eventId);
    effects.add(eventId);
  };
  /** Work in which its process dies, and the moment of it. */
  const crashing = (when: 'before' | 'after') => {
    const { promise: died, resolve: die } = Promise.withResolvers<void>();
    const work: Work = async (text, asking) => {
      if (when === 'after') await effect(text, asking);
      raise(crashes, asking.eventId);
      die();
      return new Promise<never>(() => undefined);
    };
    return { work, died };
  };
  return { effects, attempts, crashes, effect, crashing };
}

test('in any order, with any repetition, crash and change, in two processes, each has its effect once', async () => {
  await runtime.close();
  // A call that waits moves the clock. It must not move it past the claim of work that only waits for the disk.
  const { advance, ...stopped } = createStoppedClock();
  const sleep = async (milliseconds: number): Promise<void> => {
    advance(milliseconds);
    await pause(3);
  };
  clock = { ...stopped, advance, sleep };
  ({ runtime } = await openRuntime(directory, {}, clock));
  const other = (await openRuntime(directory, {}, clock)).runtime;
  let round = 0;

  async function deliverAll(
    deliveries: readonly Delivery[],
    { effect, crashing }: ReturnType<typeof createEffects>,
  ): Promise<void> {
    const running: Promise<unknown>[] = [];
    for (const { numbers, here, text, dies, overlaps } of deliveries) {
      const at = here ? runtime : other;
      const ids = numbers.map((each) => round * 100 + each);
      if (dies) {
        const { work, died } = crashing(dies);
        await Promise.race([deliver(ids.slice(0, 1), work, { at, text }).catch(asAppError), died]);
      } else {
        const delivered = deliver(ids, effect, { at, text }).catch(asAppError);
        if (overlaps) running.push(delivered);
        else await delivered;
      }
    }
    await Promise.all(running);
  }

  const once = async (deliveries: readonly Delivery[]): Promise<void> => {
    round += 1;
    const world = createEffects();
    await deliverAll(deliveries, world);
    const all = Array.from({ length: 8 }, (_, index) => round * 100 + index);
    // Salesforce sends it again until all is acknowledged; what a dead process had is free after 70 seconds.
    for (let again = 0; again < 5; again += 1) {
      clock.advance(70_001);
      await deliver(all, world.effect).catch(asAppError);
    }
    await deliver(all.toReversed(), world.effect, { at: other });
    expect(world.effects.size).toBe(8);
    for (const [id, count] of world.attempts) {
      expect(count).toBeLessThanOrEqual(1 + (world.crashes.get(id) ?? 0));
    }
  };

  await fc.assert(fc.asyncProperty(fc.array(DELIVERY, { maxLength: 6 }), once), { numRuns: 60 });
  await other.close();
}, 120_000);

describe('a whole message', () => {
  const call = (about: Partial<Parameters<typeof answerMessage>[1]> = {}) =>
    answerMessage(runtime, {
      caller: CALLER,
      setup: SETUP,
      language: 'en',
      beganAt: clock.now(),
      rawBody: Buffer.from(
        soapMessage({
          notifications: [
            { id: notificationId(1), fields: { Mailbox__c: 'nobody@example.com' } },
            { id: notificationId(2), fields: null },
          ],
        }),
      ),
      ...about,
    });

  test('fails as its operation does', async () => {
    await expect(call()).rejects.toEqual(refusal('connection_unknown', '1 of 2'));
  });

  test('says how many of its records are deleted', async () => {
    const rawBody = Buffer.from(
      soapMessage({ notifications: [{ id: notificationId(2), fields: null }] }),
    );
    expect(await call({ rawBody })).toBe(1);
  });

  test.each([
    ['outbound_org_other', { setup: { ...SETUP, organizationId: '00DHs0000000002' } }],
    ['outbound_setup_invalid', { setup: { ...SETUP, operation: 'getAccessToken' } }],
    ['operation_forbidden', { caller: { ...CALLER, permissions: ['status'] as const } }],
    ['body_malformed', { rawBody: Buffer.from('<x') }],
    ['body_invalid', { rawBody: Buffer.from('<x/>') }],
  ])('is refused with %s', async (code, about) => {
    await expect(call(about)).rejects.toMatchObject({ code });
  });
});
