import type { Google } from '../google.ts';
import type { OAuthRecord } from '../state/records.ts';
import { invalidRequest, TOKEN_ERRORS, type TokenError } from './errors.ts';
import { isGmailScope } from './scopes.ts';

/** What Google says to a refresh of an unknown or dead token, or under a fault (RFC 6749 section 6). */
export function refuseRefresh(
  google: Pick<Google, 'accounts' | 'faults' | 'records'>,
  form: URLSearchParams,
): TokenError | undefined {
  const refreshToken = form.get('refresh_token');
  if (!refreshToken) return invalidRequest('Missing required parameter: refresh_token');
  const record = google.records.inspect('RefreshToken', refreshToken);
  if (!record) return TOKEN_ERRORS.unknownToken;
  if (record.clientId !== form.get('client_id')) return TOKEN_ERRORS.foreignToken;
  if (!record.live) return TOKEN_ERRORS.deadToken;
  return refuseUnderFault(google, record);
}

function refuseUnderFault(
  google: Pick<Google, 'accounts' | 'faults'>,
  record: OAuthRecord,
): TokenError | undefined {
  const address = google.accounts.bySub(record.sub)?.address;
  const isOn = (fault: string) => google.faults.find(fault, address) !== undefined;
  if (isOn('admin_policy_enforced')) return TOKEN_ERRORS.policyEnforced;
  if (isOn('invalid_rapt')) return TOKEN_ERRORS.reauthNeeded;
  return isEndedByFault(google, record) ? TOKEN_ERRORS.deadToken : undefined;
}

/** Whether a live token counts as dead under `revoked` or `password_changed`. */
export function isEndedByFault(
  google: Pick<Google, 'accounts' | 'faults'>,
  record: OAuthRecord,
): boolean {
  const address = google.accounts.bySub(record.sub)?.address;
  if (google.faults.find('revoked', address)) return true;
  const scopes = (record.payload.scope ?? '').split(' ');
  return scopes.some(isGmailScope) && google.faults.find('password_changed', address) !== undefined;
}
