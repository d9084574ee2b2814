import type { Pace } from '../concurrency/in-parallel.ts';
import type { Config } from '../config/index.ts';
import type { DeliveryPorts } from './deliver-event.ts';
import {
  type Delivered,
  type DeliverySummary,
  deliverNotifications,
} from './deliver-notifications.ts';
import { createPostNotification } from './post-notification.ts';

export type { Delivered, DeliverySummary } from './deliver-notifications.ts';
export { deliveryLogLine } from './log-line.ts';

/** As many as a run gets through in its time. */
const LIMIT = 500;

export type Notifications = {
  /** Tells of what is due: see `deliverNotifications`. */
  deliver(pace: Pace, watch?: (delivered: Delivered) => void): Promise<DeliverySummary>;
};

/** Tells whoever listens at `NOTIFY_URL` of what happens to mailboxes; null when nobody does. */
export function createNotifications(
  { notify, baseUrl }: Pick<Config, 'notify' | 'baseUrl'>,
  { store, clock, ids }: Pick<DeliveryPorts, 'store' | 'clock' | 'ids'>,
): Notifications | null {
  if (!notify) return null;
  const setupUrl = `${baseUrl}/setup-page`;
  const ports = { store, clock, ids, post: createPostNotification(notify), setupUrl };
  return {
    deliver: (pace, watch) => deliverNotifications(ports, { ...pace, limit: LIMIT }, watch),
  };
}
