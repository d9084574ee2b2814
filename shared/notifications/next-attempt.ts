import type { Ids } from '../tokens/index.ts';
import type { Answer } from './post-notification.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The retry schedule of the Standard Webhooks specification: three days in all. */
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

/** By how much of itself a delay may grow, so that what failed together is not tried together. */
const JITTER = 0.2;
/** No receiver puts us off for longer. */
const LONGEST = 24 * HOUR;
const ASKS_TO_WAIT: ReadonlySet<number | null> = new Set([429, 503]);
const GONE = 410;

export const isAccepted = ({ status }: Answer): boolean =>
  status !== null && status >= 200 && status < 300;

/**
 * When to try again after the nth attempt (n ≥ 1) was not accepted; null: never. 410 says that nobody
 * wants it, and `Retry-After` (RFC 9110 §10.2.3) of a 429 or 503 may only put the schedule off.
 */
export function nextAttempt(
  { ids, now }: { readonly ids: Pick<Ids, 'random'>; readonly now: Date },
  attempts: number,
  answer: Answer,
): Date | null {
  const delay = DELAYS[attempts - 1];
  if (delay === undefined || answer.status === GONE) return null;
  const asked = Math.min(askedDelay(answer, now), LONGEST);
  return new Date(now.getTime() + Math.max(delay * (1 + JITTER * ids.random()), asked));
}

/** Seconds, or an HTTP date, which is always in GMT; anything else asks for nothing. */
function askedDelay({ status, retryAfter }: Answer, now: Date): number {
  const text = retryAfter?.trim() ?? '';
  if (!ASKS_TO_WAIT.has(status)) return 0;
  if (/^\d+$/.test(text)) return Number(text) * SECOND;
  return / GMT$/.test(text) ? Date.parse(text) - now.getTime() || 0 : 0;
}
