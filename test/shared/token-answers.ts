import type { ErrorCode } from '../../shared/errors.ts';

type TokenAnswer = {
  readonly status: number | null;
  /** The OAuth error of the body; null if the body is a web page. */
  readonly error: string | null;
  readonly leg: 'refresh' | 'exchange';
  readonly code: ErrorCode;
};

const answer = (
  leg: TokenAnswer['leg'],
  [status, error]: readonly [number | null, string | null],
  code: ErrorCode,
): TokenAnswer => ({ leg, status, error, code });

/** Every class of answer, so that no two classes become one. */
export const TOKEN_ANSWERS: readonly TokenAnswer[] = [
  answer('refresh', [400, 'invalid_grant'], 'grant_refused'),
  answer('refresh', [400, 'admin_policy_enforced'], 'grant_refused'),
  answer('refresh', [403, 'access_denied'], 'grant_refused'),
  answer('refresh', [403, 'org_internal'], 'grant_refused'),
  answer('exchange', [400, 'invalid_grant'], 'code_refused'),
  answer('refresh', [401, 'invalid_client'], 'client_refused'),
  answer('exchange', [401, 'invalid_client'], 'client_refused'),
  answer('refresh', [401, 'unauthorized_client'], 'client_refused'),
  answer('refresh', [401, 'deleted_client'], 'client_refused'),
  answer('refresh', [401, 'disabled_client'], 'client_refused'),
  answer('exchange', [400, 'redirect_uri_mismatch'], 'client_refused'),
  answer('exchange', [400, 'invalid_request'], 'client_refused'),
  answer('refresh', [400, 'something_new'], 'google_unavailable'),
  answer('refresh', [429, 'invalid_grant'], 'google_unavailable'),
  answer('refresh', [403, 'rate_limit_exceeded'], 'google_unavailable'),
  answer('refresh', [403, null], 'google_unavailable'),
  answer('refresh', [500, 'invalid_grant'], 'google_unavailable'),
  answer('refresh', [503, null], 'google_unavailable'),
  answer('refresh', [400, null], 'google_unavailable'),
  answer('refresh', [null, null], 'google_unavailable'),
];
