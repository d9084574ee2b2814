import type { Cause } from '../../shared/diagnosis/index.ts';
import type { GoogleApart } from './start-google-apart.ts';

/**
 * What has to become of a mailbox:
 * - `ended`: its owner or administrator must act, and is told;
 * - `retried`: its token cannot be refreshed for a reason that passes;
 * - `unusable`: its token is good, and Gmail refuses it for a reason that somebody must mend;
 * - `unsure`: the same for a reason that passes, so that nobody is told;
 * - `well`.
 */
export type Fate = 'ended' | 'retried' | 'unusable' | 'unsure' | 'well';

/** One way in which a mailbox fails, and how the product has to see it. */
export type Ailment = {
  readonly fate: Fate;
  readonly cause: Cause | null;
  strike(google: GoogleApart, address: string): Promise<unknown>;
};

type Row = readonly [fault: string, cause: Cause];

const ACTIONS = ['revoke', 'password-changed', 'disable'] as const;

const REFUSALS: readonly Row[] = [
  ['invalid_grant', 'grant_revoked'],
  ['account_deleted', 'account_deleted'],
  ['invalid_rapt', 'session_control'],
  ['rapt_required', 'session_control'],
  ['admin_policy_enforced', 'admin_restricted_gmail'],
  ['org_internal_at_refresh', 'account_outside_organization'],
];

const AT_TOKEN: readonly Row[] = [
  ['unauthorized_client', 'client_id_or_secret_wrong'],
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
  ['precondition_failed', 'delegation_subject_missing'],
  ['gmail_api_off', 'gmail_api_off'],
  ['domain_policy', 'gmail_apps_disabled_by_admin'],
  ['insufficient_scopes', 'gmail_permission_missing'],
  ['unauthorized', 'access_token_rejected'],
  ['unrecognised', 'google_unrecognised'],
];

const PASSING_AT_GMAIL: readonly Row[] = [
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

const ODDITIES: readonly (readonly [fault: string, parameters: object])[] = [
  ['slow', { ms: 3000 }],
  ['flapping', { every: 2 }],
];

/** A fault that shows at both endpoints is told at which; the others take no parameters. */
const ANYWHERE = new Set([
  'rate_limited',
  'server_error',
  'unavailable',
  'html_instead_of_json',
  'html_error',
  'dropped',
  'unrecognised',
]);

const switched =
  (fate: Fate, endpoint: 'token' | 'gmail') =>
  ([fault, cause]: Row): Ailment => ({
    fate,
    cause,
    strike: (google, address) =>
      google.provoke(fault, address, ANYWHERE.has(fault) ? { endpoint } : {}),
  });

/** Every known way. */
export const AILMENTS: readonly Ailment[] = [
  ...ACTIONS.map(
    (action): Ailment => ({
      fate: 'ended',
      cause: 'grant_revoked',
      strike: (google, address) => google.act(address, action),
    }),
  ),
  ...REFUSALS.map(switched('ended', 'token')),
  ...AT_TOKEN.map(switched('retried', 'token')),
  ...AT_GMAIL.map(switched('unusable', 'gmail')),
  ...PASSING_AT_GMAIL.map(switched('unsure', 'gmail')),
  ...ODDITIES.map(
    ([fault, parameters]): Ailment => ({
      fate: 'well',
      cause: null,
      strike: (google, address) => google.provoke(fault, address, parameters),
    }),
  ),
];
