import { jest } from '@jest/globals';
import type { DeliveryPorts } from '../../shared/notifications/deliver-event.ts';
import {
  type Delivered,
  type DeliverySummary,
  deliverNotifications,
} from '../../shared/notifications/deliver-notifications.ts';
import { createPostNotification } from '../../shared/notifications/post-notification.ts';
import type { AuditEvent, Clock } from '../../shared/tokens/index.ts';
import { perTest } from '../support/per-test.ts';
import { createFakeTrail, type FakeTrail } from './audit-trail.ts';
import { type Receiver, SECRET, startReceiver } from './receiver.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type TestClock = Clock & { advance(milliseconds: number): void };

/** A clock that only a test moves. */
export function createTestClock(): TestClock {
  let now = Date.parse('2026-01-31T09:17:00Z');
  const advance = (milliseconds: number): void => {
    now += milliseconds;
  };
  return {
    now: () => new Date(now),
    advance,
    sleep: async (milliseconds) => advance(milliseconds),
  };
}

/** An event at a moment. `about` replaces the fields that the test is about. */
export function sampleEvent(at: Date, about: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id: 'event-1',
    at,
    kind: 'needs_reconnect',
    connectionId: 'connection-1',
    address: 'support@example.com',
    failure: {
      code: 'grant_refused',
      upstream: {
        service: 'google',
        endpoint: 'token',
        status: 400,
        error: 'invalid_grant',
        subtype: null,
        description: 'Token has been expired or revoked.',
      },
      since: at,
      wholeDomain: false,
    },
    consentedAt: new Date('2025-12-01T00:00:00Z'),
    refreshedAt: null,
    credential: null,
    grantsMinted: 1,
    grantEndsAt: null,
    by: null,
    role: null,
    linkBy: null,
    again: false,
    change: null,
    revoked: null,
    count: null,
    books: null,
    notification: { dueAt: at, attempts: 0, deliveredAt: null },
    ...about,
  };
}

/** The delivery of notifications over a trail in memory, to a receiver that runs on the same clock. */
type Harness = {
  readonly clock: TestClock;
  readonly trail: FakeTrail;
  readonly receiver: Receiver;
  readonly ports: DeliveryPorts;
  /** What the delivery reported of each event, in all runs. */
  readonly reported: readonly Delivered[];
  /** Adds an event that happens now, and moves the clock on by a second. */
  addEvent(id: string, about?: Partial<AuditEvent>): void;
  run(about?: { concurrency?: number; limit?: number; forMs?: number }): Promise<DeliverySummary>;
  close(): Promise<void>;
};

async function openHarness(): Promise<Harness> {
  const clock = createTestClock();
  // The package that verifies the signatures reads the system's clock.
  const system = jest.spyOn(Date, 'now').mockImplementation(() => clock.now().getTime());
  const trail = createFakeTrail();
  const receiver = await startReceiver();
  const post = createPostNotification(
    { url: receiver.url, secrets: [SECRET] },
    { fetch, timeoutMs: 2000 },
  );
  const setupUrl = 'http://127.0.0.1:8080/setup-page';
  const ports: DeliveryPorts = {
    store: trail,
    clock,
    ids: { random: () => 0 },
    isClockSteady: async () => true,
    post,
    setupUrl,
  };
  const reported: Delivered[] = [];
  return {
    clock,
    trail,
    receiver,
    ports,
    reported,
    addEvent: (id, about = {}) => {
      trail.add(sampleEvent(clock.now(), { id, ...about }));
      clock.advance(1000);
    },
    run: ({ concurrency = 4, limit = 100, forMs = MINUTE } = {}) => {
      const until = new Date(clock.now().getTime() + forMs);
      return deliverNotifications(ports, { concurrency, limit, until }, (each) =>
        reported.push(each),
      );
    },
    close: async () => {
      system.mockRestore();
      await receiver.close();
    },
  };
}

/** Opens a harness before each test of a suite and closes it after. */
export const useHarness = (): Harness => perTest(openHarness, (opened) => opened.close());
