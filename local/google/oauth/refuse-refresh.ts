import type { RequestFaults } from '../faults/request-faults.ts';
import type { Google } from '../google.ts';
import type { OAuthRecord } from '../state/records.ts';
import { invalidRequest, TOKEN_ERRORS, type TokenError } from './errors.ts';
import { SERVICE_ACCOUNT } from './mint-access-token.ts';
import { isGmailScope } from './scopes.ts';

/** Google's refusal of a refresh with an unknown or dead token, or under a fault (RFC 6749 section 6). */
export function refuseRefresh(
  google: Pick<Google, 'records'>,
  form: URLSearchParams,
  faults: RequestFaults,
): TokenError | undefined {
  const refreshToken = form.get('refresh_token');
  if (!refreshToken) return invalidRequest('Missing required parameter: refresh_token');
  const record = google.records.inspect('RefreshToken', refreshToken);
  if (!record) return TOKEN_ERRORS.unknownToken;
  if (record.clientId !== form.get('client_id')) return TOKEN_ERRORS.foreignToken;
  if (!record.live) return TOKEN_ERRORS.deadToken;
  return refuseUnderFault(record, faults);
}

/** Faults under which a grant is dead while they are on. */
const GRANT_ENDING_FAULTS: readonly [fault: string, answer: TokenError][] = [
  ['account_deleted', TOKEN_ERRORS.deletedAccount],
  ['account_disabled', TOKEN_ERRORS.disabledAccount],
  ['revoked', TOKEN_ERRORS.deadToken],
];

const REFUSALS: readonly [fault: string, answer: TokenError][] = [
  ['token_rate_limited', TOKEN_ERRORS.tooManyRefreshes],
  ['admin_policy_enforced', TOKEN_ERRORS.policyEnforced],
  ['org_internal_at_refresh', TOKEN_ERRORS.orgInternal],
  ['invalid_rapt', TOKEN_ERRORS.reauthNeeded],
  ['rapt_required', TOKEN_ERRORS.reauthRequired],
  ...GRANT_ENDING_FAULTS,
  ['invalid_grant', TOKEN_ERRORS.unexplained],
];

function refuseUnderFault(record: OAuthRecord, faults: RequestFaults): TokenError | undefined {
  const refusal = REFUSALS.find(([fault]) => faults(fault))?.[1];
  return refusal ?? (isEndedByFault(record, faults) ? TOKEN_ERRORS.deadToken : undefined);
}

/**
 * Whether a fault that ends grants makes this live token dead. A service account's token hangs on its
 * user's account, and on no consent or password.
 */
export function isEndedByFault(record: OAuthRecord, faults: RequestFaults): boolean {
  if (record.payload.gty === SERVICE_ACCOUNT) {
    return ['account_deleted', 'account_disabled'].some((fault) => faults(fault));
  }
  if (GRANT_ENDING_FAULTS.some(([fault]) => faults(fault))) return true;
  if (!faults('password_changed')) return false;
  return (record.payload.scope ?? '').split(' ').some(isGmailScope);
}
