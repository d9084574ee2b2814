import type { Ids } from '../tokens/index.ts';
import type { ReceiverAnswer } from './post-notification.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The retry schedule of the Standard Webhooks specification, three days in all. */
const DELAYS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** The largest random fraction to add to a delay, so that notifications which failed together are not retried together. */
const JITTER = 0.2;
/** The longest delay that a receiver can request. */
const MAX_DELAY = 24 * HOUR;
const MAY_SEND_RETRY_AFTER: ReadonlySet<number | null> = new Set([429, 503]);
const GONE = 410;

export const isAccepted = ({ status }: ReceiverAnswer): boolean =>
  status !== null && status >= 200 && status < 300;

/**
 * When to try again after the nth attempt (n ≥ 1) was not accepted; null: never. After a 410 the receiver
 * wants no more attempts. `Retry-After` (RFC 9110 §10.2.3) of a 429 or 503 can only lengthen a delay.
 */
export function nextAttempt(
  { ids, now }: { readonly ids: Pick<Ids, 'random'>; readonly now: Date },
  attempts: number,
  answer: ReceiverAnswer,
): Date | null {
  const delay = DELAYS[attempts - 1];
  if (delay === undefined || answer.status === GONE) return null;
  const requested = Math.min(requestedDelay(answer, now), MAX_DELAY);
  return new Date(now.getTime() + Math.max(delay * (1 + JITTER * ids.random()), requested));
}

/** The delay that `Retry-After` requests, in milliseconds: from seconds, or an HTTP date, which is always in GMT; else 0. */
function requestedDelay({ status, retryAfter }: ReceiverAnswer, now: Date): number {
  const text = retryAfter?.trim() ?? '';
  if (!MAY_SEND_RETRY_AFTER.has(status)) return 0;
  if (/^\d+$/.test(text)) return Number(text) * SECOND;
  return / GMT$/.test(text) ? Date.parse(text) - now.getTime() || 0 : 0;
}
