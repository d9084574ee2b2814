import { AppError, type ErrorCode, type UpstreamReport } from '../errors.ts';
import { type Answer, oauthReport } from './report.ts';

/** These blame our OAuth client, so every mailbox fails alike and none is to blame. */
const CLIENT_ERRORS: ReadonlySet<string> = new Set([
  'invalid_client',
  'unauthorized_client',
  'deleted_client',
  'disabled_client',
  'invalid_request',
  'invalid_scope',
  'redirect_uri_mismatch',
  'unsupported_grant_type',
]);

/** These blame the grant or the code that was sent (RFC 6749 §5.2, and Google's own). */
const GRANT_ERRORS: ReadonlySet<string> = new Set([
  'invalid_grant',
  'access_denied',
  'admin_policy_enforced',
  'org_internal',
  'policy_enforced',
]);

/**
 * The token endpoint's refusal as one of ours. What is not plainly permanent counts as passing: a
 * healthy mailbox declared dead costs its owner a new consent, a dead one retried costs a request.
 *
 * @param refused what it means when the grant itself is refused: `code_refused` at the exchange,
 *   `grant_refused` at a refresh
 */
export function tokenRefusal(answer: Answer, refused: ErrorCode): AppError {
  const upstream = oauthReport('token', answer);
  return new AppError(refusalCode(upstream, refused), { upstream });
}

function refusalCode({ status, error }: UpstreamReport, refused: ErrorCode): ErrorCode {
  const clientError = status !== null && status >= 400 && status < 500 && status !== 429;
  if (!clientError || error === null) return 'google_unavailable';
  if (GRANT_ERRORS.has(error)) return refused;
  return CLIENT_ERRORS.has(error) ? 'client_refused' : 'google_unavailable';
}
