import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (label: string, value: string): string =>
  createHash('sha256').update(`${label}:${value}`).digest('base64url');

/**
 * A one-way chain: link → state → request id. Whoever sees the state (Google, an access log) cannot
 * open the link, and whoever reads the store can produce neither.
 */
export const stateOf = (link: string): string => digest('state', link);
export const requestIdOf = (state: string): string => digest('request', state);

/** What a request remembers of the browser it is bound to. */
export const browserDigestOf = (browser: string): string => digest('browser', browser);

/** One connection a mailbox: the id follows from `sub`, so that two can never be made. */
export const connectionIdOf = (subject: string): string =>
  digest('connection', subject).slice(0, 22);

/** Compares two digests without telling where they differ. */
export function sameDigest(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
