import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { type AuditEvent, NOTIFICATION_DUE } from '../../shared/tokens/index.ts';
import { type Desk, MINUTE, openDesk } from './harness.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const taken = (): string[] => desk.receiver.taken.map(({ id }) => id);
const notice = (id: string) => desk.trail.stored(id).notification;
const RECOVERED: Partial<AuditEvent> = { kind: 'recovered', failure: null };
const OF_FLEET: Partial<AuditEvent> = { connectionId: null, address: null };

describe('the notices of one connection', () => {
  beforeEach(() => {
    desk.happens('failure');
    desk.happens('recovery', RECOVERED);
  });

  test.each([1, 4])('are told in their order in one run, %d at a time', async (concurrency) => {
    desk.happens('failure-again');
    expect(await desk.run({ concurrency })).toMatchObject({ delivered: 3 });
    expect(taken()).toEqual(['failure', 'recovery', 'failure-again']);
  });

  test('wait for an older one that was refused, and follow it', async () => {
    desk.receiver.reply({ status: 500 });
    expect(await desk.run({ concurrency: 1 })).toMatchObject({ delivered: 0, retryLater: 1 });
    expect(desk.receiver.ids).toEqual(['failure']);
    desk.clock.leap(5000);
    expect(await desk.run()).toMatchObject({ delivered: 2 });
    expect(taken()).toEqual(['failure', 'recovery']);
  });

  test('are not looked at before the one that they wait for is due', async () => {
    desk.receiver.reply({ status: 503, headers: { 'retry-after': '3600' } });
    await desk.run({ concurrency: 1 });
    await desk.run({ concurrency: 1 });
    expect(notice('recovery')).toEqual({
      dueAt: notice('failure').dueAt,
      attempts: 0,
      deliveredAt: null,
    });
    const due = { before: new Date(desk.clock.now().getTime() + 59 * MINUTE), limit: 9 };
    expect(await desk.trail.due(NOTIFICATION_DUE, due)).toEqual([]);
  });

  test('wait for one that another run is telling', async () => {
    desk.receiver.whenTaken(async () => {
      if (taken().length > 1) return;
      expect(await desk.run()).toMatchObject({ delivered: 0 });
      expect(desk.receiver.ids).toEqual(['failure']);
    });
    expect(await desk.run({ concurrency: 1 })).toMatchObject({ delivered: 2 });
    expect(taken()).toEqual(['failure', 'recovery']);
  });

  test('do not wait for one that was given up', async () => {
    desk.receiver.reply({ status: 410 });
    expect(await desk.run()).toMatchObject({ delivered: 1, givenUp: 1 });
    expect(taken()).toEqual(['recovery']);
  });

  test('do not wait for one that is no news', async () => {
    desk.clock.leap(3 * 24 * 60 * MINUTE - 1500);
    expect(await desk.run()).toMatchObject({ delivered: 1, outdated: 1 });
    expect(taken()).toEqual(['recovery']);
  });

  test('do not wait for those of another connection, nor of the fleet', async () => {
    desk.receiver.reply({ status: 500 });
    desk.happens('elsewhere', { connectionId: 'connection-2' });
    desk.happens('fleet', { ...OF_FLEET, kind: 'fleet_paused' });
    await desk.run({ concurrency: 1 });
    expect(taken()).toEqual(['elsewhere', 'fleet']);
  });

  test('are told out of order rather than never, when one of them is damaged', async () => {
    desk.trail.beforeRead((id) => {
      if (id === null || id === 'failure') throw new AppError('record_unreadable');
    });
    expect(await desk.run()).toMatchObject({ delivered: 1, retryLater: 1 });
    expect(taken()).toEqual(['recovery']);
  });

  test('are not told out of order because the store fails', async () => {
    desk.trail.beforeRead((id) => {
      if (id === null) throw new AppError('store_unavailable');
    });
    expect(await desk.run()).toMatchObject({ delivered: 0, retryLater: 2 });
    expect(desk.receiver.ids).toEqual([]);
  });

  test('end when the time of the run does', async () => {
    desk.receiver.whenTaken(async () => desk.clock.leap(MINUTE));
    await desk.run();
    expect(taken()).toEqual(['failure']);
    await desk.run();
    expect(taken()).toEqual(['failure', 'recovery']);
  });
});

test('the notices of the fleet are told in their order', async () => {
  desk.happens('paused', { ...OF_FLEET, kind: 'fleet_paused' });
  desk.happens('resumed', { ...OF_FLEET, kind: 'fleet_resumed', failure: null });
  desk.receiver.reply({ status: 500 });
  await desk.run({ concurrency: 1 });
  expect(taken()).toEqual([]);
  desk.clock.leap(5000);
  await desk.run();
  expect(taken()).toEqual(['paused', 'resumed']);
});

test('an event that is older than what is listed of its connection is told', async () => {
  desk.happens('oldest');
  for (let number = 1; number <= 100; number++) {
    const told = { dueAt: null, attempts: 1, deliveredAt: desk.clock.now() };
    desk.happens(`later-${number}`, { notification: told });
  }
  let reads = 0;
  desk.trail.beforeRead(() => {
    reads += 1;
  });
  expect(await desk.run()).toMatchObject({ delivered: 1 });
  expect(taken()).toEqual(['oldest']);
  // What was told is listed, and not read again one by one.
  expect(reads).toBe(3);
});
