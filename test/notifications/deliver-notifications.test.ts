import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { DAY, type Desk, HOUR, MINUTE, openDesk } from './harness.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const NOTHING = { delivered: 0, retryLater: 0, givenUp: 0, outdated: 0, left: 0 };
const notice = (id = 'event-1') => desk.trail.stored(id).notification;
const inMs = (milliseconds: number): Date => new Date(desk.clock.now().getTime() + milliseconds);

describe('an event', () => {
  test('is told once, and marked as told', async () => {
    desk.happens('event-1');
    expect(await desk.run()).toEqual({ ...NOTHING, delivered: 1 });
    expect(await desk.run()).toEqual(NOTHING);
    expect(desk.receiver.taken).toMatchObject([
      { id: 'event-1', type: 'connection.needs_reconnect', timestamp: '2026-01-31T09:17:00.000Z' },
    ]);
    expect(desk.receiver.ids).toEqual(['event-1']);
    expect(notice()).toEqual({ dueAt: null, attempts: 1, deliveredAt: desk.clock.now() });
    expect(desk.noticed).toEqual([
      { eventId: 'event-1', connectionId: 'connection-1', kind: 'delivered' },
    ]);
  });

  test('that is not due is left alone', async () => {
    desk.happens('event-1', {
      notification: { dueAt: inMs(5000), attempts: 1, deliveredAt: null },
    });
    expect(await desk.run()).toEqual(NOTHING);
    expect(desk.receiver.ids).toEqual([]);
  });

  test('that nobody was told of for three days is no news', async () => {
    desk.happens('event-1');
    desk.happens('event-2', { connectionId: 'connection-2' });
    desk.clock.leap(3 * DAY - 1500);
    expect(await desk.run()).toEqual({ ...NOTHING, delivered: 1, outdated: 1 });
    expect(desk.receiver.ids).toEqual(['event-2']);
    expect(notice()).toEqual({ dueAt: null, attempts: 0, deliveredAt: null });
  });

  test('that was tried is tried on after three days', async () => {
    desk.happens('event-1', {
      notification: { dueAt: desk.clock.now(), attempts: 9, deliveredAt: null },
    });
    desk.clock.leap(3.2 * DAY);
    expect(await desk.run()).toEqual({ ...NOTHING, delivered: 1 });
  });
});

describe('two at once', () => {
  test('tell of each event once', async () => {
    for (let number = 1; number <= 20; number++) {
      desk.happens(`event-${number}`, { connectionId: `connection-${number}` });
    }
    const [one, other] = await Promise.all([desk.run(), desk.run()]);
    expect(desk.receiver.ids).toHaveLength(20);
    expect(desk.receiver.taken).toHaveLength(20);
    expect((one?.delivered ?? 0) + (other?.delivered ?? 0)).toBe(20);
  });

  test('one that comes while the other posts leaves it to that one', async () => {
    desk.happens('event-1');
    desk.receiver.whenTaken(async () => {
      expect(await desk.run()).toEqual(NOTHING);
    });
    expect(await desk.run()).toEqual({ ...NOTHING, delivered: 1 });
    expect(desk.receiver.ids).toEqual(['event-1']);
  });
});

describe('a run that dies between the post and the write', () => {
  const gone = new AppError('store_unavailable');
  const dieOnce = (): void => {
    desk.trail.beforeWrite(({ notification: { deliveredAt } }) => {
      if (deliveredAt) throw gone;
    });
  };

  test('leaves a claim that runs out, and the same id is told again', async () => {
    desk.happens('event-1');
    dieOnce();
    expect(await desk.run()).toEqual({ ...NOTHING, retryLater: 1 });
    expect(desk.noticed).toMatchObject([{ kind: 'failed', error: gone }]);
    desk.trail.beforeWrite(() => {});
    desk.clock.leap(50_000);
    expect(await desk.run()).toEqual(NOTHING);
    desk.clock.leap(10_000);
    expect(await desk.run()).toEqual({ ...NOTHING, delivered: 1 });
    expect(desk.receiver.ids).toEqual(['event-1', 'event-1']);
    expect(desk.receiver.taken).toHaveLength(1);
    expect(notice().attempts).toBe(2);
  });

  test('a write that fails for a moment is tried again at once', async () => {
    desk.happens('event-1');
    let failures = 2;
    desk.trail.beforeWrite(({ notification: { deliveredAt } }) => {
      if (deliveredAt && failures-- > 0) throw gone;
    });
    expect(await desk.run()).toEqual({ ...NOTHING, delivered: 1 });
    expect(desk.receiver.ids).toEqual(['event-1']);
  });
});

describe('a refused message', () => {
  test('is tried at the times of the Standard Webhooks, then given up', async () => {
    desk.happens('event-1');
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt++) {
      desk.receiver.reply({ status: 500 });
      expect(await desk.run()).toEqual({ ...NOTHING, retryLater: 1 });
      const delay = (notice().dueAt?.getTime() ?? 0) - desk.clock.now().getTime();
      delays.push(delay);
      desk.clock.leap(delay);
    }
    const hours = [2, 5, 10, 14, 20, 24].map((each) => each * HOUR);
    expect(delays).toEqual([5000, 5 * MINUTE, 30 * MINUTE, ...hours]);
    desk.receiver.reply({ status: 500 });
    expect(await desk.run()).toEqual({ ...NOTHING, givenUp: 1 });
    expect(notice()).toEqual({ dueAt: null, attempts: 10, deliveredAt: null });
    expect(new Set(desk.receiver.ids)).toEqual(new Set(['event-1']));
    desk.clock.leap(10 * DAY);
    expect(await desk.run()).toEqual(NOTHING);
    const given = desk.noticed.filter(({ kind }) => kind === 'given_up');
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
  ])('%j is tried again', async (reply, answer) => {
    desk.happens('event-1');
    desk.receiver.reply(reply);
    expect(await desk.run()).toEqual({ ...NOTHING, retryLater: 1 });
    expect(desk.noticed).toMatchObject([{ error: { code: 'notice_refused', detail: { answer } } }]);
    expect(desk.receiver.requests).toHaveLength(1);
    desk.clock.leap(5000);
    expect(await desk.run()).toEqual({ ...NOTHING, delivered: 1 });
    expect(desk.receiver.taken).toHaveLength(1);
  });

  test('410 ends it', async () => {
    desk.happens('event-1');
    desk.receiver.reply({ status: 410 });
    expect(await desk.run()).toEqual({ ...NOTHING, givenUp: 1 });
    desk.clock.leap(DAY);
    expect(await desk.run()).toEqual(NOTHING);
    expect(desk.receiver.ids).toEqual(['event-1']);
  });

  test('waits as long as the receiver asks for', async () => {
    desk.happens('event-1');
    desk.receiver.reply({ status: 503, headers: { 'retry-after': '600' } });
    await desk.run();
    expect(notice().dueAt).toEqual(inMs(10 * MINUTE));
  });

  test('a receiver that is gone is one that does not answer', async () => {
    desk.happens('event-1');
    await desk.receiver.close();
    expect(await desk.run()).toEqual({ ...NOTHING, retryLater: 1 });
    expect(desk.noticed).toMatchObject([{ error: { detail: { answer: 'none' } } }]);
    desk.receiver.close = async () => {};
  });
});

describe('one bad notice stops no other:', () => {
  const others = async (): Promise<void> => {
    expect(desk.receiver.ids).toContain('event-2');
    expect(desk.receiver.ids).toContain('event-3');
  };
  beforeEach(() => {
    for (const number of [1, 2, 3]) {
      desk.happens(`event-${number}`, { connectionId: `connection-${number}` });
    }
  });

  test('one that is refused', async () => {
    desk.receiver.reply({ status: 500 });
    expect(await desk.run({ concurrency: 1 })).toEqual({ ...NOTHING, delivered: 2, retryLater: 1 });
    await others();
  });

  test('one that cannot be read', async () => {
    desk.trail.beforeRead((id) => {
      if (id === 'event-1') throw new AppError('record_unreadable');
    });
    expect(await desk.run({ concurrency: 1 })).toEqual({ ...NOTHING, delivered: 2, retryLater: 1 });
    await others();
  });

  test('one that cannot be written', async () => {
    desk.trail.beforeWrite(({ id }) => {
      if (id === 'event-1') throw new AppError('store_unavailable');
    });
    expect(await desk.run({ concurrency: 1 })).toEqual({ ...NOTHING, delivered: 2, retryLater: 1 });
    await others();
    expect(desk.receiver.ids).not.toContain('event-1');
  });
});

describe('a run', () => {
  test('begins nothing when its time is up, and says what is left', async () => {
    for (const number of [1, 2, 3]) {
      desk.happens(`event-${number}`, { connectionId: `connection-${number}` });
    }
    desk.receiver.whenTaken(async () => desk.clock.leap(MINUTE));
    expect(await desk.run({ concurrency: 1 })).toEqual({ ...NOTHING, delivered: 1, left: 2 });
  });

  test('ends with what is wrong when not even the list can be read', async () => {
    desk.trail.due = async () => {
      throw new AppError('store_unavailable');
    };
    await expect(desk.run()).rejects.toMatchObject({ code: 'store_unavailable' });
  });
});
