import type { Pace } from '../concurrency/in-parallel.ts';
import type { Config } from '../config/index.ts';
import type { NoticePorts } from './deliver-event.ts';
import { deliverNotices, type Noticed, type NoticeSummary } from './deliver-notifications.ts';
import { createPostNotice } from './post-notification.ts';

export type { Noticed, NoticeSummary } from './deliver-notifications.ts';
export { noticeLine } from './log-line.ts';

/** As many as a run gets through in its time. */
const LIMIT = 500;

export type Notices = {
  /** Tells of what is due: see `deliverNotices`. */
  deliver(pace: Pace, watch?: (noticed: Noticed) => void): Promise<NoticeSummary>;
};

/** Tells whoever listens at `NOTIFY_URL` of what happens to mailboxes; null when nobody does. */
export function createNotices(
  { notify, baseUrl }: Pick<Config, 'notify' | 'baseUrl'>,
  { store, clock, ids }: Pick<NoticePorts, 'store' | 'clock' | 'ids'>,
): Notices | null {
  if (!notify) return null;
  const setupUrl = `${baseUrl}/setup-page`;
  const ports = { store, clock, ids, post: createPostNotice(notify), setupUrl };
  return { deliver: (pace, watch) => deliverNotices(ports, { ...pace, limit: LIMIT }, watch) };
}
