import { beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import type { AuditEvent } from '../../shared/tokens/index.ts';
import { MINUTE, useHarness } from './harness.ts';

const harness = useHarness();

const taken = (): string[] => harness.receiver.taken.map(({ id }) => id);
const notice = (id: string) => harness.trail.stored(id).notification;
const RECOVERED: Partial<AuditEvent> = { kind: 'recovered', failure: null };
const OF_FLEET: Partial<AuditEvent> = { connectionId: null, address: null };

describe('the notices of one connection', () => {
  beforeEach(() => {
    harness.addEvent('failure');
    harness.addEvent('recovery', RECOVERED);
  });

  test.each([1, 4])('are told in their order in one run, %d at a time', async (concurrency) => {
    harness.addEvent('failure-again');
    expect(await harness.run({ concurrency })).toMatchObject({ delivered: 3 });
    expect(taken()).toEqual(['failure', 'recovery', 'failure-again']);
  });

  test('wait for an older one that was refused, and follow it', async () => {
    harness.receiver.reply({ status: 500 });
    expect(await harness.run({ concurrency: 1 })).toMatchObject({ delivered: 0, retryLater: 1 });
    expect(harness.receiver.ids).toEqual(['failure']);
    harness.clock.advance(5000);
    expect(await harness.run()).toMatchObject({ delivered: 2 });
    expect(taken()).toEqual(['failure', 'recovery']);
  });

  test('are not looked at before the one that they wait for is due', async () => {
    harness.receiver.reply({ status: 503, headers: { 'retry-after': '3600' } });
    await harness.run({ concurrency: 1 });
    await harness.run({ concurrency: 1 });
    expect(notice('recovery')).toEqual({
      dueAt: notice('failure').dueAt,
      attempts: 0,
      deliveredAt: null,
    });
    const due = { before: new Date(harness.clock.now().getTime() + 59 * MINUTE), limit: 9 };
    expect(await harness.trail.dueNotifications(due)).toEqual([]);
  });

  test('wait for one that another run is telling', async () => {
    harness.receiver.whenTaken(async () => {
      if (taken().length > 1) return;
      expect(await harness.run()).toMatchObject({ delivered: 0 });
      expect(harness.receiver.ids).toEqual(['failure']);
    });
    expect(await harness.run({ concurrency: 1 })).toMatchObject({ delivered: 2 });
    expect(taken()).toEqual(['failure', 'recovery']);
  });

  test('do not wait for one that was given up', async () => {
    harness.receiver.reply({ status: 410 });
    expect(await harness.run()).toMatchObject({ delivered: 1, givenUp: 1 });
    expect(taken()).toEqual(['recovery']);
  });

  test('do not wait for one that is no news', async () => {
    harness.clock.advance(3 * 24 * 60 * MINUTE - 1500);
    expect(await harness.run()).toMatchObject({ delivered: 1, outdated: 1 });
    expect(taken()).toEqual(['recovery']);
  });

  test('do not wait for those of another connection, nor of the fleet', async () => {
    harness.receiver.reply({ status: 500 });
    harness.addEvent('elsewhere', { connectionId: 'connection-2' });
    harness.addEvent('fleet', { ...OF_FLEET, kind: 'fleet_paused' });
    await harness.run({ concurrency: 1 });
    expect(taken()).toEqual(['elsewhere', 'fleet']);
  });

  test('are told out of order rather than never, when one of them is damaged', async () => {
    harness.trail.beforeRead((id) => {
      if (id === null || id === 'failure') throw new AppError('record_unreadable');
    });
    expect(await harness.run()).toMatchObject({ delivered: 1, retryLater: 1 });
    expect(taken()).toEqual(['recovery']);
  });

  test('are not told out of order because the store fails', async () => {
    harness.trail.beforeRead((id) => {
      if (id === null) throw new AppError('store_unavailable');
    });
    expect(await harness.run()).toMatchObject({ delivered: 0, retryLater: 2 });
    expect(harness.receiver.ids).toEqual([]);
  });

  test('end when the time of the run does', async () => {
    harness.receiver.whenTaken(async () => harness.clock.advance(MINUTE));
    await harness.run();
    expect(taken()).toEqual(['failure']);
    await harness.run();
    expect(taken()).toEqual(['failure', 'recovery']);
  });
});

test('the notices of the fleet are told in their order', async () => {
  harness.addEvent('paused', { ...OF_FLEET, kind: 'fleet_paused' });
  harness.addEvent('resumed', { ...OF_FLEET, kind: 'fleet_resumed', failure: null });
  harness.receiver.reply({ status: 500 });
  await harness.run({ concurrency: 1 });
  expect(taken()).toEqual([]);
  harness.clock.advance(5000);
  await harness.run();
  expect(taken()).toEqual(['paused', 'resumed']);
});

test('an event that is older than what is listed of its connection is told', async () => {
  harness.addEvent('oldest');
  for (let number = 1; number <= 100; number++) {
    const told = { dueAt: null, attempts: 1, deliveredAt: harness.clock.now() };
    harness.addEvent(`later-${number}`, { notification: told });
  }
  let reads = 0;
  harness.trail.beforeRead(() => {
    reads += 1;
  });
  expect(await harness.run()).toMatchObject({ delivered: 1 });
  expect(taken()).toEqual(['oldest']);
  // What was told is listed, and not read again one by one.
  expect(reads).toBe(3);
});
