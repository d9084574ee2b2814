import { AppError, type ErrorCode, type UpstreamReport } from '../errors.ts';

/** A quota that frees itself again (Gmail, "Resolve errors"). */
const TRANSIENT_REASONS: ReadonlySet<string> = new Set([
  'userRateLimitExceeded',
  'rateLimitExceeded',
  'dailyLimitExceeded',
]);

/** The error for what Gmail answered: `token_rejected` (401), `gmail_refused`, or `google_unavailable`. */
export const gmailRefusal = (upstream: UpstreamReport): AppError =>
  new AppError(refusalCode(upstream.status, upstream.error), { upstream });

function refusalCode(status: number | null, reason: string | null): ErrorCode {
  // A redirect, which is not followed, is not Gmail's: something between us and Gmail answered.
  if (status === null || status < 400) return 'google_unavailable';
  if (status === 429 || status >= 500) return 'google_unavailable';
  if (status === 401) return 'token_rejected';
  return reason !== null && TRANSIENT_REASONS.has(reason) ? 'google_unavailable' : 'gmail_refused';
}
