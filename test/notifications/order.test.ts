import { beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { type AuditEvent, NOTIFICATION_DUE } from '../../shared/tokens/index.ts';
import { MINUTE, useHarness } from './harness.ts';

const harness = useHarness();

const taken = (): string[] => harness.receiver.taken.map(({ id }) => id);
const notification = (id: string) => harness.trail.stored(id).notification;
const RECOVERED: Partial<AuditEvent> = { kind: 'recovered', failure: null };
const OF_FLEET: Partial<AuditEvent> = { connectionId: null, address: null };

describe('the notifications of one connection', () => {
  beforeEach(() => {
    harness.addEvent('failure');
    harness.addEvent('recovery', RECOVERED);
  });

  test.each([1, 4])('are delivered in order in one run, %d at a time', async (concurrency) => {
    harness.addEvent('failure-again');
    expect(await harness.run({ concurrency })).toMatchObject({ delivered: 3 });
    expect(taken()).toEqual(['failure', 'recovery', 'failure-again']);
  });

  test('wait for an older one that was refused, and come after it', async () => {
    harness.receiver.reply({ status: 500 });
    expect(await harness.run({ concurrency: 1 })).toMatchObject({ delivered: 0, retryLater: 1 });
    expect(harness.receiver.ids).toEqual(['failure']);
    harness.clock.advance(5000);
    expect(await harness.run()).toMatchObject({ delivered: 2 });
    expect(taken()).toEqual(['failure', 'recovery']);
  });

  test('are not due before the one that they wait for', async () => {
    harness.receiver.reply({ status: 503, headers: { 'retry-after': '3600' } });
    await harness.run({ concurrency: 1 });
    await harness.run({ concurrency: 1 });
    expect(notification('recovery')).toEqual({
      dueAt: notification('failure').dueAt,
      attempts: 0,
      deliveredAt: null,
    });
    const due = { before: new Date(harness.clock.now().getTime() + 59 * MINUTE), limit: 9 };
    expect(await harness.trail.due(NOTIFICATION_DUE, due)).toEqual([]);
  });

  test('wait for one that another run is delivering', async () => {
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

  test('do not wait for one that is outdated', async () => {
    harness.clock.advance(3 * 24 * 60 * MINUTE - 1500);
    expect(await harness.run()).toMatchObject({ delivered: 1, outdated: 1 });
    expect(taken()).toEqual(['recovery']);
  });

  test('do not wait for those of another connection or of the fleet', async () => {
    harness.receiver.reply({ status: 500 });
    harness.addEvent('elsewhere', { connectionId: 'connection-2' });
    harness.addEvent('fleet', { ...OF_FLEET, kind: 'fleet_paused' });
    await harness.run({ concurrency: 1 });
    expect(taken()).toEqual(['elsewhere', 'fleet']);
  });

  test('are delivered out of order, not never, when one of them is damaged', async () => {
    harness.trail.beforeRead((id) => {
      if (id === null || id === 'failure') throw new AppError('record_unreadable');
    });
    expect(await harness.run()).toMatchObject({ delivered: 1, retryLater: 1 });
    expect(taken()).toEqual(['recovery']);
  });

  test('are not delivered out of order when the store fails', async () => {
    harness.trail.beforeRead((id) => {
      if (id === null) throw new AppError('store_unavailable');
    });
    expect(await harness.run()).toMatchObject({ delivered: 0, retryLater: 2 });
    expect(harness.receiver.ids).toEqual([]);
  });

  test('stop when the run’s time is up', async () => {
    harness.receiver.whenTaken(async () => harness.clock.advance(MINUTE));
    await harness.run();
    expect(taken()).toEqual(['failure']);
    await harness.run();
    expect(taken()).toEqual(['failure', 'recovery']);
  });
});

test('delivers the notifications of the fleet in order', async () => {
  harness.addEvent('paused', { ...OF_FLEET, kind: 'fleet_paused' });
  harness.addEvent('resumed', { ...OF_FLEET, kind: 'fleet_resumed', failure: null });
  harness.receiver.reply({ status: 500 });
  await harness.run({ concurrency: 1 });
  expect(taken()).toEqual([]);
  harness.clock.advance(5000);
  await harness.run();
  expect(taken()).toEqual(['paused', 'resumed']);
});

test('delivers an event that is older than the listed events of its connection', async () => {
  harness.addEvent('oldest');
  for (let number = 1; number <= 100; number++) {
    const delivered = { dueAt: null, attempts: 1, deliveredAt: harness.clock.now() };
    harness.addEvent(`later-${number}`, { notification: delivered });
  }
  let reads = 0;
  harness.trail.beforeRead(() => {
    reads += 1;
  });
  expect(await harness.run()).toMatchObject({ delivered: 1 });
  expect(taken()).toEqual(['oldest']);
  // Delivered events are listed and not read again one by one.
  expect(reads).toBe(3);
});
