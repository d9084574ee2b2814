import { beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { DAY, HOUR, MINUTE, useHarness } from './harness.ts';

const harness = useHarness();

const NOTHING = { delivered: 0, retryLater: 0, givenUp: 0, outdated: 0, left: 0 };
const notification = (id = 'event-1') => harness.trail.stored(id).notification;
const inMs = (milliseconds: number): Date => new Date(harness.clock.now().getTime() + milliseconds);

describe('an event', () => {
  test('is delivered once, and marked as delivered', async () => {
    harness.addEvent('event-1');
    expect(await harness.run()).toEqual({ ...NOTHING, delivered: 1 });
    expect(await harness.run()).toEqual(NOTHING);
    expect(harness.receiver.taken).toMatchObject([
      { id: 'event-1', type: 'connection.needs_reconnect', timestamp: '2026-01-31T09:17:00.000Z' },
    ]);
    expect(harness.receiver.ids).toEqual(['event-1']);
    expect(notification()).toEqual({ dueAt: null, attempts: 1, deliveredAt: harness.clock.now() });
    expect(harness.reported).toEqual([
      { eventId: 'event-1', connectionId: 'connection-1', kind: 'delivered' },
    ]);
  });

  test('is not delivered before it is due', async () => {
    harness.addEvent('event-1', {
      notification: { dueAt: inMs(5000), attempts: 1, deliveredAt: null },
    });
    expect(await harness.run()).toEqual(NOTHING);
    expect(harness.receiver.ids).toEqual([]);
  });

  test('is outdated three days later when no delivery was attempted', async () => {
    harness.addEvent('event-1');
    harness.addEvent('event-2', { connectionId: 'connection-2' });
    harness.clock.advance(3 * DAY - 1500);
    expect(await harness.run()).toEqual({ ...NOTHING, delivered: 1, outdated: 1 });
    expect(harness.receiver.ids).toEqual(['event-2']);
    expect(notification()).toEqual({ dueAt: null, attempts: 0, deliveredAt: null });
  });

  test('is still delivered three days later when a delivery was attempted', async () => {
    harness.addEvent('event-1', {
      notification: { dueAt: harness.clock.now(), attempts: 9, deliveredAt: null },
    });
    harness.clock.advance(3.2 * DAY);
    expect(await harness.run()).toEqual({ ...NOTHING, delivered: 1 });
  });
});

describe('two runs at the same time', () => {
  test('deliver each event once', async () => {
    for (let number = 1; number <= 20; number++) {
      harness.addEvent(`event-${number}`, { connectionId: `connection-${number}` });
    }
    const [one, other] = await Promise.all([harness.run(), harness.run()]);
    expect(harness.receiver.ids).toHaveLength(20);
    expect(harness.receiver.taken).toHaveLength(20);
    expect((one?.delivered ?? 0) + (other?.delivered ?? 0)).toBe(20);
  });

  test('leave an event to the run that is posting it', async () => {
    harness.addEvent('event-1');
    harness.receiver.whenTaken(async () => {
      expect(await harness.run()).toEqual(NOTHING);
    });
    expect(await harness.run()).toEqual({ ...NOTHING, delivered: 1 });
    expect(harness.receiver.ids).toEqual(['event-1']);
  });
});

describe('a run that dies between the post and the write', () => {
  const gone = new AppError('store_unavailable');
  const dieOnce = (): void => {
    harness.trail.beforeWrite(({ notification: { deliveredAt } }) => {
      if (deliveredAt) throw gone;
    });
  };

  test('leaves a claim that expires, and the event is delivered again under the same id', async () => {
    harness.addEvent('event-1');
    dieOnce();
    expect(await harness.run()).toEqual({ ...NOTHING, retryLater: 1 });
    expect(harness.reported).toMatchObject([{ kind: 'failed', error: gone }]);
    harness.trail.beforeWrite(() => {});
    harness.clock.advance(50_000);
    expect(await harness.run()).toEqual(NOTHING);
    harness.clock.advance(10_000);
    expect(await harness.run()).toEqual({ ...NOTHING, delivered: 1 });
    expect(harness.receiver.ids).toEqual(['event-1', 'event-1']);
    expect(harness.receiver.taken).toHaveLength(1);
    expect(notification().attempts).toBe(2);
  });

  test('does not end there when the write fails only for a moment', async () => {
    harness.addEvent('event-1');
    let failures = 2;
    harness.trail.beforeWrite(({ notification: { deliveredAt } }) => {
      if (deliveredAt && failures-- > 0) throw gone;
    });
    expect(await harness.run()).toEqual({ ...NOTHING, delivered: 1 });
    expect(harness.receiver.ids).toEqual(['event-1']);
  });
});

describe('a refused message', () => {
  test('is repeated on the schedule of the Standard Webhooks, then given up', async () => {
    harness.addEvent('event-1');
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt++) {
      harness.receiver.reply({ status: 500 });
      expect(await harness.run()).toEqual({ ...NOTHING, retryLater: 1 });
      const delay = (notification().dueAt?.getTime() ?? 0) - harness.clock.now().getTime();
      delays.push(delay);
      harness.clock.advance(delay);
    }
    const hours = [2, 5, 10, 14, 20, 24].map((each) => each * HOUR);
    expect(delays).toEqual([5000, 5 * MINUTE, 30 * MINUTE, ...hours]);
    harness.receiver.reply({ status: 500 });
    expect(await harness.run()).toEqual({ ...NOTHING, givenUp: 1 });
    expect(notification()).toEqual({ dueAt: null, attempts: 10, deliveredAt: null });
    expect(new Set(harness.receiver.ids)).toEqual(new Set(['event-1']));
    harness.clock.advance(10 * DAY);
    expect(await harness.run()).toEqual(NOTHING);
    const given = harness.reported.filter(({ kind }) => kind === 'given_up');
    expect(given).toMatchObject([
      { error: { code: 'notice_given_up', detail: { answer: '500' } } },
    ]);
  });

  test.each([
    [{ status: 400 }, '400'],
    [{ status: 401 }, '401'],
    [{ status: 404 }, '404'],
    [{ status: 429 }, '429'],
    [{ status: 500 }, '500'],
    [{ status: 502 }, '502'],
    [{ status: 503 }, '503'],
    [{ status: 301, headers: { location: '/elsewhere' } }, '301'],
    [{ status: 307, headers: { location: '/elsewhere' } }, '307'],
    [{}, 'none'],
  ])('is delivered again after the answer %j', async (reply, answer) => {
    harness.addEvent('event-1');
    harness.receiver.reply(reply);
    expect(await harness.run()).toEqual({ ...NOTHING, retryLater: 1 });
    expect(harness.reported).toMatchObject([
      { error: { code: 'notice_refused', detail: { answer } } },
    ]);
    expect(harness.receiver.requests).toHaveLength(1);
    harness.clock.advance(5000);
    expect(await harness.run()).toEqual({ ...NOTHING, delivered: 1 });
    expect(harness.receiver.taken).toHaveLength(1);
  });

  test('is given up after 410', async () => {
    harness.addEvent('event-1');
    harness.receiver.reply({ status: 410 });
    expect(await harness.run()).toEqual({ ...NOTHING, givenUp: 1 });
    harness.clock.advance(DAY);
    expect(await harness.run()).toEqual(NOTHING);
    expect(harness.receiver.ids).toEqual(['event-1']);
  });

  test('is repeated after the time that the receiver asks for', async () => {
    harness.addEvent('event-1');
    harness.receiver.reply({ status: 503, headers: { 'retry-after': '600' } });
    await harness.run();
    expect(notification().dueAt).toEqual(inMs(10 * MINUTE));
  });

  test('is repeated when the receiver cannot be reached', async () => {
    harness.addEvent('event-1');
    await harness.receiver.close();
    expect(await harness.run()).toEqual({ ...NOTHING, retryLater: 1 });
    expect(harness.reported).toMatchObject([{ error: { detail: { answer: 'none' } } }]);
    harness.receiver.close = async () => {};
  });
});

describe('the other notifications are delivered', () => {
  const others = async (): Promise<void> => {
    expect(harness.receiver.ids).toContain('event-2');
    expect(harness.receiver.ids).toContain('event-3');
  };
  beforeEach(() => {
    for (const number of [1, 2, 3]) {
      harness.addEvent(`event-${number}`, { connectionId: `connection-${number}` });
    }
  });

  test('when one is refused', async () => {
    harness.receiver.reply({ status: 500 });
    expect(await harness.run({ concurrency: 1 })).toEqual({
      ...NOTHING,
      delivered: 2,
      retryLater: 1,
    });
    await others();
  });

  test('when one cannot be read', async () => {
    harness.trail.beforeRead((id) => {
      if (id === 'event-1') throw new AppError('record_unreadable');
    });
    expect(await harness.run({ concurrency: 1 })).toEqual({
      ...NOTHING,
      delivered: 2,
      retryLater: 1,
    });
    await others();
  });

  test('when one cannot be written', async () => {
    harness.trail.beforeWrite(({ id }) => {
      if (id === 'event-1') throw new AppError('store_unavailable');
    });
    expect(await harness.run({ concurrency: 1 })).toEqual({
      ...NOTHING,
      delivered: 2,
      retryLater: 1,
    });
    await others();
    expect(harness.receiver.ids).not.toContain('event-1');
  });
});

describe('a run', () => {
  test('starts no delivery when its time is up, and counts what is left', async () => {
    for (const number of [1, 2, 3]) {
      harness.addEvent(`event-${number}`, { connectionId: `connection-${number}` });
    }
    harness.receiver.whenTaken(async () => harness.clock.advance(MINUTE));
    expect(await harness.run({ concurrency: 1 })).toEqual({ ...NOTHING, delivered: 1, left: 2 });
  });

  test('fails with the store’s error when the list cannot be read', async () => {
    harness.trail.due = async () => {
      throw new AppError('store_unavailable');
    };
    await expect(harness.run()).rejects.toMatchObject({ code: 'store_unavailable' });
  });
});
