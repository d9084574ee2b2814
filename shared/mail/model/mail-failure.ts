import type { AppError, ErrorCode, UpstreamReport } from '../../errors.ts';

/** Why something could not be done, and since when. */
export type MailFailure = {
  readonly code: ErrorCode;
  readonly upstream: UpstreamReport | null;
  readonly since: Date;
  readonly attempts: number;
};

/** The failure with this attempt counted. A failure that is not the last one counts from one. */
export function failureAfter(
  before: MailFailure | null,
  { code, upstream }: AppError,
  now: Date,
): MailFailure {
  const same = before?.code === code ? before : null;
  return { code, upstream, since: same?.since ?? now, attempts: (same?.attempts ?? 0) + 1 };
}

/** What a service asks for beyond this was read wrong, or written by a wrong clock. */
const LONGEST_ASKED_MS = 24 * 60 * 60 * 1000;

/** The wait after a failure: `first` milliseconds, then twice as long with each attempt, at most `longest`. */
export const waitAfter = (
  { attempts }: MailFailure,
  { first, longest }: { readonly first: number; readonly longest: number },
): number => Math.min(longest, first * 2 ** Math.min(attempts - 1, 20));

/** The moment before which the service does not want to be called, in milliseconds, a day away at most; 0: it named none. */
export const askedFor = ({ upstream }: MailFailure, now: Date): number =>
  Math.min(upstream?.retryAt?.getTime() ?? 0, now.getTime() + LONGEST_ASKED_MS);
