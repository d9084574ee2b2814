import type { Cause } from '../../shared/diagnosis/index.ts';
import type { GoogleProcess } from './start-google.ts';

/**
 * What the product must make of a mailbox:
 * - `needs_reconnect`: its owner or administrator must act, and is notified;
 * - `refresh_retried`: its token cannot be refreshed for a transient reason;
 * - `probe_failing`: its token is good, and Gmail refuses it for a reason that somebody must remove;
 * - `project_fault`: Gmail refuses it for a reason of the project, which is one event for the whole fleet;
 * - `probe_retried`: the same for a transient reason, so nobody is notified;
 * - `healthy`.
 */
export type Expectation =
  | 'needs_reconnect'
  | 'refresh_retried'
  | 'probe_failing'
  | 'project_fault'
  | 'probe_retried'
  | 'healthy';

/** One way in which a mailbox fails, and what the product must make of it. */
export type MailboxFault = {
  readonly expectation: Expectation;
  readonly cause: Cause | null;
  provoke(google: GoogleProcess, address: string): Promise<unknown>;
};

type Row = readonly [fault: string, cause: Cause];

const ACTIONS = [
  ['revoke', 'grant_revoked'],
  ['password-changed', 'grant_revoked'],
  ['disable', 'account_disabled'],
] as const;

const REFUSALS: readonly Row[] = [
  ['invalid_grant', 'grant_revoked'],
  ['account_deleted', 'account_deleted'],
  ['invalid_rapt', 'session_control'],
  ['rapt_required', 'session_control'],
  ['admin_policy_enforced', 'admin_restricted_gmail'],
  ['org_internal_at_refresh', 'organization_left'],
];

const AT_TOKEN: readonly Row[] = [
  ['unauthorized_client', 'grant_of_another_client'],
  ['token_rate_limited', 'google_unavailable'],
  ['rate_limited', 'google_unavailable'],
  ['server_error', 'google_unavailable'],
  ['unavailable', 'google_unavailable'],
  ['html_instead_of_json', 'google_unavailable'],
  ['html_error', 'google_unavailable'],
  ['dropped', 'google_unavailable'],
  ['unrecognised', 'google_unrecognised'],
];

const AT_GMAIL: readonly Row[] = [
  ['gmail_disabled', 'gmail_service_off'],
  ['precondition_failed', 'gmail_service_off'],
  ['domain_policy', 'gmail_apps_disabled_by_admin'],
  ['insufficient_scopes', 'gmail_permission_missing'],
  ['unauthorized', 'access_token_rejected'],
  ['unrecognised', 'google_unrecognised'],
];

const OF_PROJECT: readonly Row[] = [['gmail_api_off', 'gmail_api_off']];

const TRANSIENT_AT_GMAIL: readonly Row[] = [
  ['user_rate_limited', 'gmail_rate_limited'],
  ['project_rate_limited', 'gmail_rate_limited'],
  ['daily_limit', 'gmail_daily_limit'],
  ['rate_limited', 'gmail_rate_limited'],
  ['server_error', 'google_unavailable'],
  ['unavailable', 'google_unavailable'],
  ['html_instead_of_json', 'google_unavailable'],
  ['html_error', 'google_unavailable'],
  ['dropped', 'google_unavailable'],
];

const HARMLESS: readonly (readonly [fault: string, parameters: object])[] = [
  ['slow', { ms: 3000 }],
  ['flapping', { every: 2 }],
];

/** These faults exist at both endpoints and take the endpoint as a parameter; the others take none. */
const AT_BOTH = new Set([
  'rate_limited',
  'server_error',
  'unavailable',
  'html_instead_of_json',
  'html_error',
  'dropped',
  'unrecognised',
]);

const faultWith =
  (expectation: Expectation, endpoint: 'token' | 'gmail') =>
  ([fault, cause]: Row): MailboxFault => ({
    expectation,
    cause,
    provoke: (google, address) =>
      google.provoke(fault, address, AT_BOTH.has(fault) ? { endpoint } : {}),
  });

/** Every known way in which a mailbox fails. */
export const MAILBOX_FAULTS: readonly MailboxFault[] = [
  ...ACTIONS.map(
    ([action, cause]): MailboxFault => ({
      expectation: 'needs_reconnect',
      cause,
      provoke: (google, address) => google.act(address, action),
    }),
  ),
  ...REFUSALS.map(faultWith('needs_reconnect', 'token')),
  ...AT_TOKEN.map(faultWith('refresh_retried', 'token')),
  ...AT_GMAIL.map(faultWith('probe_failing', 'gmail')),
  ...OF_PROJECT.map(faultWith('project_fault', 'gmail')),
  ...TRANSIENT_AT_GMAIL.map(faultWith('probe_retried', 'gmail')),
  ...HARMLESS.map(
    ([fault, parameters]): MailboxFault => ({
      expectation: 'healthy',
      cause: null,
      provoke: (google, address) => google.provoke(fault, address, parameters),
    }),
  ),
];
