import { withRetry } from '../concurrency/retry.ts';
import { AppError } from '../errors.ts';
import type { AuditEvent, AuditTrail, Clock, DueStore, Ids } from '../tokens/index.ts';
import { messageOf } from './message.ts';
import { isAccepted, nextAttempt } from './next-attempt.ts';
import type { PostNotification, ReceiverAnswer } from './post-notification.ts';

export type DeliveryPorts = {
  readonly store: AuditTrail & DueStore;
  /** Has no clock jumped lately? Otherwise no event is outdated. */
  readonly isClockSteady: () => Promise<boolean>;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'random'>;
  readonly post: PostNotification;
  /** The URL, sent with each message, of the page where its reader can act. */
  readonly setupUrl: string;
};

/** The outcome of delivering an event. `waits`: its next attempt is not due, or another process has claimed it. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' | 'outdated' }
  | { readonly kind: 'given_up'; readonly error: AppError }
  | { readonly kind: 'retry_later'; readonly error: AppError; readonly dueAt: Date }
  | { readonly kind: 'waits'; readonly dueAt: Date };

/** Longer than a post may take, so that only one of two concurrent runs posts. */
const CLAIM_MS = 60 * 1000;
/** After this time an event that was never attempted, such as while no receiver was configured, is outdated. */
const OUTDATED_MS = 3 * 24 * 60 * 60 * 1000;

/**
 * Delivers one event: claims it by compare-and-set, posts it, and records the outcome. When the process
 * crashes in between, the claim expires and the event is posted again with the same id.
 *
 * @returns null when there is nothing left to deliver
 * @throws AppError `store_unavailable`, `record_unreadable`
 */
export async function deliverEvent(
  ports: DeliveryPorts,
  id: string,
): Promise<DeliveryOutcome | null> {
  const { store, clock } = ports;
  const found = await store.readEvent(id);
  const dueAt = found?.value.notification.dueAt;
  if (!found || !dueAt) return null;
  const now = clock.now();
  const { value: event, revision } = found;
  const { attempts } = event.notification;
  // Before the first attempt, `dueAt` only means that the event waited for earlier ones, so ignore it.
  if (attempts > 0 && dueAt > now) return { kind: 'waits', dueAt };
  if (attempts === 0 && (await isOutdated(ports, event))) {
    const ended = await store.writeEvent(withNotification(event, { dueAt: null }), revision);
    return ended === null ? null : { kind: 'outdated' };
  }
  const until = new Date(now.getTime() + CLAIM_MS);
  const claimed = withNotification(event, { dueAt: until, attempts: attempts + 1 });
  const claim = await store.writeEvent(claimed, revision);
  if (claim === null) return { kind: 'waits', dueAt: until };
  return deliverClaimed(ports, claimed, claim);
}

async function isOutdated(ports: DeliveryPorts, { at }: AuditEvent): Promise<boolean> {
  return ports.clock.now().getTime() - at.getTime() > OUTDATED_MS && ports.isClockSteady();
}

async function deliverClaimed(
  ports: DeliveryPorts,
  event: AuditEvent,
  claim: string,
): Promise<DeliveryOutcome> {
  const { store, clock, ids, post, setupUrl } = ports;
  const answer = await post(messageOf(event, setupUrl), clock.now());
  const now = clock.now();
  // Retried, because an unrecorded delivery is repeated. Null: the claim expired and another process posts again.
  const recordOutcome = (change: Partial<AuditEvent['notification']>): Promise<string | null> =>
    withRetry({ clock }, () => store.writeEvent(withNotification(event, change), claim));
  if (isAccepted(answer)) {
    await recordOutcome({ dueAt: null, deliveredAt: now });
    return { kind: 'delivered' };
  }
  const dueAt = nextAttempt({ ids, now }, event.notification.attempts, answer);
  await recordOutcome({ dueAt });
  if (dueAt) return { kind: 'retry_later', error: refused('notice_refused', answer), dueAt };
  return { kind: 'given_up', error: refused('notice_given_up', answer) };
}

const refused = (
  code: 'notice_refused' | 'notice_given_up',
  { status }: ReceiverAnswer,
): AppError =>
  new AppError(code, { detail: { answer: status === null ? 'none' : String(status) } });

const withNotification = (
  event: AuditEvent,
  change: Partial<AuditEvent['notification']>,
): AuditEvent => ({
  ...event,
  notification: { ...event.notification, ...change },
});
