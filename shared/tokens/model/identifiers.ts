import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (label: string, value: string): string =>
  createHash('sha256').update(`${label}:${value}`).digest('base64url');

/**
 * A one-way chain: link → state → request id. The state, which Google and access logs see, does not reveal
 * the link, and the stored id reveals neither.
 */
export const stateOf = (link: string): string => digest('state', link);
export const requestIdOf = (state: string): string => digest('request', state);

/** The digest of the browser's secret, to which a request is bound. */
export const browserDigestOf = (browser: string): string => digest('browser', browser);

/** The id follows from `sub`, so that a mailbox can never have two connections. */
export const connectionIdOf = (subject: string): string =>
  digest('connection', subject).slice(0, 22);

/** Compares two digests in constant time. */
export function sameDigest(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
