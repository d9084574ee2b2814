import type { Pace } from '../concurrency/in-parallel.ts';
import type { Config } from '../config/index.ts';
import type { DeliveryPorts } from './deliver-event.ts';
import {
  type Delivered,
  type DeliverySummary,
  deliverNotifications,
} from './deliver-notifications.ts';
import { createPostNotification } from './post-notification.ts';

export {
  type Delivered,
  type DeliverySummary,
  deliveryLogLine,
} from './deliver-notifications.ts';

/** About as many notifications as one run can deliver in its time. */
const MAX_PER_RUN = 500;

export type Notifications = {
  /** Delivers the notifications that are due: see `deliverNotifications`. */
  deliver(pace: Pace, onDelivered?: (delivered: Delivered) => void): Promise<DeliverySummary>;
};

/** Notifies the receiver at `NOTIFY_URL` of what happens to mailboxes; null when none is configured. */
export function createNotifications(
  { notify, baseUrl }: Pick<Config, 'notify' | 'baseUrl'>,
  { store, clock, ids }: Pick<DeliveryPorts, 'store' | 'clock' | 'ids'>,
): Notifications | null {
  if (!notify) return null;
  const setupUrl = `${baseUrl}/setup-page`;
  const ports = { store, clock, ids, post: createPostNotification(notify), setupUrl };
  return {
    deliver: (pace, onDelivered) =>
      deliverNotifications(ports, { ...pace, limit: MAX_PER_RUN }, onDelivered),
  };
}
