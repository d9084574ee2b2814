import { AppError } from '../../../errors.ts';
import type { Clock } from '../../../tokens/index.ts';

/** More than a transaction of Salesforce may send (100 callouts), several times over. */
const MOST_AT_ONCE = 500;
const PER_SECOND = 50;

/**
 * Limits the calls of each caller in this process: 500 at once, then 50 a second. It keeps a Flow that loops from
 * using up what the others need; it is no exact quota.
 */
export function createRateLimit(clock: Pick<Clock, 'now'>): (callerId: string) => void {
  const left = new Map<string, { readonly calls: number; readonly at: number }>();
  /** @throws AppError `calls_too_many` */
  return (callerId) => {
    const now = clock.now().getTime();
    const before = left.get(callerId) ?? { calls: MOST_AT_ONCE, at: now };
    const earned = (Math.max(0, now - before.at) / 1000) * PER_SECOND;
    const calls = Math.min(MOST_AT_ONCE, before.calls + earned);
    if (calls < 1) throw new AppError('calls_too_many');
    left.set(callerId, { calls: calls - 1, at: now });
  };
}
