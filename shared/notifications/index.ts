import type { Config } from '../config/index.ts';
import type { DeliveryPorts } from './deliver-event.ts';
import {
  type DeliveryRun,
  type DeliverySummary,
  deliverNotifications,
  type OnDelivered,
} from './deliver-notifications.ts';
import { createPostNotification } from './post-notification.ts';

export {
  type Delivered,
  type DeliverySummary,
  deliveryLogLine,
} from './deliver-notifications.ts';

export type Notifications = {
  /** Delivers the notifications that are due: see `deliverNotifications`. */
  deliver(run: DeliveryRun, onDelivered?: OnDelivered): Promise<DeliverySummary>;
};

/** Notifies the receiver at `NOTIFY_URL` of what happens to mailboxes; null when none is configured. */
export function createNotifications(
  { notify, baseUrl }: Pick<Config, 'notify' | 'baseUrl'>,
  given: Omit<DeliveryPorts, 'post' | 'setupUrl'>,
): Notifications | null {
  if (!notify) return null;
  const setupUrl = `${baseUrl}/setup-page`;
  const ports = { ...given, post: createPostNotification(notify), setupUrl };
  return { deliver: (run, onDelivered) => deliverNotifications(ports, run, onDelivered) };
}
