import { AppError, type ErrorCode, type UpstreamReport } from '../errors.ts';
import { type GoogleAnswer, oauthReport } from './report.ts';

/** The fault is our OAuth client's: every mailbox fails in the same way, and none is at fault. */
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

/** The fault is the grant's, or the authorization code's (RFC 6749 §5.2, and Google's own codes). */
const GRANT_ERRORS: ReadonlySet<string> = new Set([
  'invalid_grant',
  'access_denied',
  'admin_policy_enforced',
  'org_internal',
  'policy_enforced',
]);

/**
 * Turns the token endpoint's answer into an AppError. What is not clearly permanent counts as transient:
 * declaring a healthy mailbox dead costs its owner a new consent, retrying a dead one costs a request.
 *
 * @param refused the code for a refused grant: `code_refused` at the exchange, `grant_refused` at a
 *   refresh
 */
export function tokenRefusal(answer: GoogleAnswer, refused: ErrorCode): AppError {
  const upstream = oauthReport('token', answer);
  return new AppError(refusalCode(upstream, refused), { upstream });
}

function refusalCode({ status, error }: UpstreamReport, refused: ErrorCode): ErrorCode {
  const clientError = status !== null && status >= 400 && status < 500 && status !== 429;
  if (!clientError || error === null) return 'google_unavailable';
  if (GRANT_ERRORS.has(error)) return refused;
  return CLIENT_ERRORS.has(error) ? 'client_refused' : 'google_unavailable';
}
