import type { Ports } from './ports.ts';

const AHEAD_MS = 10 * 60 * 1000;
const SPREAD_MS = 5 * 60 * 1000;

/**
 * When a token that lives from `from` to `expiresAt` should be replaced: ten minutes ahead and up to
 * five more, so that mailboxes connected together do not refresh together; never earlier than two
 * thirds into the life of a short-lived one.
 */
export function refreshDueAfter({ ids }: Pick<Ports, 'ids'>, from: Date, expiresAt: Date): Date {
  const life = Math.max(0, expiresAt.getTime() - from.getTime());
  const ahead = Math.min(AHEAD_MS + ids.random() * SPREAD_MS, life / 3);
  return new Date(expiresAt.getTime() - ahead);
}

const FIRST_RETRY_MS = 30 * 1000;
/** No failure keeps a mailbox waiting for longer. */
export const LAST_RETRY_MS = 60 * 60 * 1000;

/** Exponential back-off with jitter after the nth failure (n ≥ 1): 30 s doubling up to an hour. */
export function retryAfter({ ids }: Pick<Ports, 'ids'>, now: Date, attempts: number): Date {
  const ceiling = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 12));
  return new Date(now.getTime() + ceiling * (0.5 + ids.random() / 2));
}
