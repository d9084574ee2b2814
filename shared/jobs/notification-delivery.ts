import {
  createNotifications,
  type Delivered,
  type DeliverySummary,
  deliveryLogLine,
} from '../notifications/index.ts';
import { isClockSteady } from '../tokens/index.ts';
import type { DueWork } from './run-job.ts';

/** Delivers the notifications that are due; the summary is null when nobody receives them. */
export const NOTIFICATION_DELIVERY: DueWork<Delivered, DeliverySummary | null> = {
  // `limit`: as many as a run gets through in its time.
  limits: { ms: 20 * 1000, limit: 500, concurrency: 8 },
  doDue: async ({ config, store, clock, ids }, run, watch) =>
    (await createNotifications(config, {
      store,
      clock,
      ids,
      isClockSteady: () => isClockSteady({ store, clock }),
    })?.deliver(run, watch)) ?? null,
  logLine: deliveryLogLine,
};
