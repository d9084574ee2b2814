import { withRetry } from '../concurrency/retry.ts';
import { AppError } from '../errors.ts';
import type { AuditEvent, AuditTrail, Clock, Ids } from '../tokens/index.ts';
import { messageOf } from './message.ts';
import { isAccepted, nextAttempt } from './next-attempt.ts';
import type { Answer, PostNotification } from './post-notification.ts';

export type DeliveryPorts = {
  readonly store: AuditTrail;
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'random'>;
  readonly post: PostNotification;
  /** Where a reader of the message goes to mend what it tells of. */
  readonly setupUrl: string;
};

/** What became of an event's notice; `waits`: it is not its turn, or somebody else is telling it. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' | 'outdated' }
  | { readonly kind: 'given_up'; readonly error: AppError }
  | { readonly kind: 'retry_later'; readonly error: AppError; readonly dueAt: Date }
  | { readonly kind: 'waits'; readonly dueAt: Date };

/** Longer than a post may take, so that of two runs at once one posts. */
const CLAIM_MS = 60 * 1000;
/** What nobody was told in time, such as while there was no receiver, is no news. */
const NEWS_MS = 3 * 24 * 60 * 60 * 1000;

/**
 * Tells of one event: claims it by compare-and-set, posts it, and writes what came of it. A process
 * that dies in between leaves a claim that runs out: it is posted again with the same id.
 *
 * @returns null when there is nothing more to tell
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
  // One that was never tried has only waited for those before it.
  if (attempts > 0 && dueAt > now) return { kind: 'waits', dueAt };
  if (attempts === 0 && now.getTime() - event.at.getTime() > NEWS_MS) {
    const ended = await store.writeEvent(withNotification(event, { dueAt: null }), revision);
    return ended === null ? null : { kind: 'outdated' };
  }
  const until = new Date(now.getTime() + CLAIM_MS);
  const claimed = withNotification(event, { dueAt: until, attempts: attempts + 1 });
  const claim = await store.writeEvent(claimed, revision);
  if (claim === null) return { kind: 'waits', dueAt: until };
  return deliverClaimed(ports, claimed, claim);
}

async function deliverClaimed(
  ports: DeliveryPorts,
  event: AuditEvent,
  claim: string,
): Promise<DeliveryOutcome> {
  const { store, clock, ids, post, setupUrl } = ports;
  const answer = await post(messageOf(event, setupUrl), clock.now());
  const now = clock.now();
  // Not kept, it would be told twice. Null: the claim ran out and is another's, who tells it once more.
  const keep = (change: Partial<AuditEvent['notification']>): Promise<string | null> =>
    withRetry({ clock }, () => store.writeEvent(withNotification(event, change), claim));
  if (isAccepted(answer)) {
    await keep({ dueAt: null, deliveredAt: now });
    return { kind: 'delivered' };
  }
  const dueAt = nextAttempt({ ids, now }, event.notification.attempts, answer);
  await keep({ dueAt });
  if (dueAt) return { kind: 'retry_later', error: refusal('notice_refused', answer), dueAt };
  return { kind: 'given_up', error: refusal('notice_given_up', answer) };
}

const refusal = (code: 'notice_refused' | 'notice_given_up', { status }: Answer): AppError =>
  new AppError(code, { detail: { answer: status === null ? 'none' : String(status) } });

const withNotification = (
  event: AuditEvent,
  change: Partial<AuditEvent['notification']>,
): AuditEvent => ({
  ...event,
  notification: { ...event.notification, ...change },
});
