import { jest } from '@jest/globals';
import type { DeliveryPorts } from '../../shared/notifications/deliver-event.ts';
import {
  type Delivered,
  type DeliverySummary,
  deliverNotifications,
} from '../../shared/notifications/deliver-notifications.ts';
import { createPostNotification } from '../../shared/notifications/post-notification.ts';
import type { AuditEvent, Clock } from '../../shared/tokens/index.ts';
import { createFakeTrail, type FakeTrail } from './audit-trail.ts';
import { type Receiver, SECRET, startReceiver } from './receiver.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type DeskClock = Clock & { leap(milliseconds: number): void };

/** A clock that only a test moves. */
export function createDeskClock(): DeskClock {
  let now = Date.parse('2026-01-31T09:17:00Z');
  const leap = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { now: () => new Date(now), leap, sleep: async (milliseconds) => leap(milliseconds) };
}

/** An event as of a moment; `about` changes what a test is about. */
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
    by: null,
    notification: { dueAt: at, attempts: 0, deliveredAt: null },
    ...about,
  };
}

/** A deliverer, its trail and a receiver that keeps the deliverer's time. */
export type Desk = {
  readonly clock: DeskClock;
  readonly trail: FakeTrail;
  readonly receiver: Receiver;
  readonly ports: DeliveryPorts;
  /** What `watch` was told in all runs. */
  readonly noticed: readonly Delivered[];
  /** Adds an event as of now, and lets a second pass. */
  happens(id: string, about?: Partial<AuditEvent>): void;
  run(about?: { concurrency?: number; limit?: number; forMs?: number }): Promise<DeliverySummary>;
  close(): Promise<void>;
};

export async function openDesk(): Promise<Desk> {
  const clock = createDeskClock();
  // The package that verifies asks the system for the time.
  const system = jest.spyOn(Date, 'now').mockImplementation(() => clock.now().getTime());
  const trail = createFakeTrail();
  const receiver = await startReceiver();
  const post = createPostNotification(
    { url: receiver.url, secrets: [SECRET] },
    { fetch, timeoutMs: 2000 },
  );
  const setupUrl = 'http://127.0.0.1:8080/setup-page';
  const ports: DeliveryPorts = { store: trail, clock, ids: { random: () => 0 }, post, setupUrl };
  const noticed: Delivered[] = [];
  return {
    clock,
    trail,
    receiver,
    ports,
    noticed,
    happens: (id, about = {}) => {
      trail.add(sampleEvent(clock.now(), { id, ...about }));
      clock.leap(1000);
    },
    run: ({ concurrency = 4, limit = 100, forMs = MINUTE } = {}) => {
      const until = new Date(clock.now().getTime() + forMs);
      return deliverNotifications(ports, { concurrency, limit, until }, (each) =>
        noticed.push(each),
      );
    },
    close: async () => {
      system.mockRestore();
      await receiver.close();
    },
  };
}
