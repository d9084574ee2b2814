import type { ErrorCode } from '../errors.ts';
import type { FixedKey } from './messages.ts';

/** Short names for what people meet most; the table's text says the rest. */
const HEADINGS: Partial<Record<ErrorCode, FixedKey>> = {
  not_found: 'errorNotFound',
  connection_unknown: 'errorNotFound',
  sign_in_required: 'errorSignIn',
  sign_in_not_allowed: 'errorNotAllowed',
  form_expired: 'errorExpired',
  authorization_request_unknown: 'errorExpired',
  authorization_request_expired: 'errorExpired',
  link_used: 'errorLinkUsed',
  authorization_denied: 'errorCancelled',
  other_account: 'errorOtherAccount',
  scope_missing: 'errorScopes',
  google_unavailable: 'errorUnavailable',
  store_unavailable: 'errorUnavailable',
  connection_busy: 'errorUnavailable',
};

const BY_CODE = new Map<string, FixedKey>(Object.entries(HEADINGS));

/** What an error page is called. */
export const headingOf = (code: string): FixedKey => BY_CODE.get(code) ?? 'errorTitle';
