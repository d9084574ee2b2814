import type { Cause } from '../../../shared/diagnosis/index.ts';

/**
 * Where what a switch does is seen: on Google's own page, on the page of the callback, after “Refresh now”, after “Check
 * now”, on the IMAP card, after “Check” of a service account, on a mail, on the mailbox's notifications by Gmail, on an
 * answer to a customer, after “Check now” of an organization (which may log in by a certificate), or on the delivery of
 * an Outbound Message (`test/flows/outbound-messages.test.ts`).
 */
export type Place =
  | 'screen'
  | 'callback'
  | 'refresh'
  | 'check'
  | 'imap'
  | 'service account'
  | 'mail'
  | 'watch'
  | 'answer'
  | 'readiness'
  | 'readiness by certificate'
  | 'outbound';

export type Ending = {
  readonly at: Place;
  /** What the connector says; null: it copes, and nobody needs to know. */
  readonly cause: Cause | null;
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Another switch that is on at the same time. */
  readonly beside?: string;
};

type Endings = Readonly<Record<string, readonly Ending[]>>;

const refresh = (cause: Cause): Ending => ({ at: 'refresh', cause });
const check = (cause: Cause | null): Ending => ({ at: 'check', cause });
const account = (cause: Cause): Ending => ({ at: 'service account', cause });
const filed: readonly Ending[] = [{ at: 'mail', cause: null }];
const watch = (cause: Cause): readonly Ending[] => [{ at: 'watch', cause }];

/** At the token endpoint and at Gmail a fault may mean different things. */
const both = (atToken: Cause, atGmail: Cause): readonly Ending[] => [
  { at: 'refresh', cause: atToken, parameters: { endpoint: 'token' } },
  { at: 'check', cause: atGmail, parameters: { endpoint: 'gmail' } },
];

/** Each switch of the emulated Google, and what the connector says about it. */
export const GOOGLE_ENDINGS: Endings = {
  admin_policy_enforced_at_consent: [{ at: 'screen', cause: 'admin_blocks_client' }],
  org_internal: [{ at: 'screen', cause: 'account_outside_organization' }],
  testing: [{ at: 'screen', cause: 'not_a_test_user' }],
  time_limited: [{ at: 'refresh', cause: 'access_time_limited', parameters: { seconds: 3 } }],
  no_refresh_token: [{ at: 'callback', cause: 'lasting_grant_missing' }],

  revoked: [refresh('grant_revoked'), check('grant_revoked')],
  password_changed: [refresh('grant_revoked')],
  account_deleted: [refresh('account_deleted')],
  account_disabled: [refresh('account_disabled')],
  invalid_grant: [refresh('grant_revoked')],
  invalid_rapt: [refresh('session_control')],
  rapt_required: [refresh('session_control')],
  admin_policy_enforced: [refresh('admin_restricted_gmail')],
  org_internal_at_refresh: [refresh('organization_left')],
  invalid_client: [
    refresh('client_id_or_secret_wrong'),
    { at: 'callback', cause: 'client_id_or_secret_wrong' },
  ],
  deleted_client: [refresh('client_deleted'), { at: 'callback', cause: 'client_deleted' }],
  disabled_client: [refresh('client_disabled')],
  unauthorized_client: [refresh('grant_of_another_client')],
  token_rate_limited: [refresh('google_unavailable')],
  key_disabled: [account('service_account_key_invalid')],
  delegation_removed: [account('delegation_not_authorized')],
  delegation_incomplete: [account('delegation_scopes_missing')],
  iam_api_off: [account('signing_api_off')],

  rate_limited: both('google_unavailable', 'gmail_rate_limited'),
  server_error: both('google_unavailable', 'google_unavailable'),
  unavailable: both('google_unavailable', 'google_unavailable'),
  html_instead_of_json: both('google_unavailable', 'google_unavailable'),
  html_error: both('google_unavailable', 'google_unavailable'),
  dropped: both('google_unavailable', 'google_unavailable'),
  unrecognised: both('google_unrecognised', 'google_unrecognised'),

  gmail_disabled: [check('gmail_service_off')],
  precondition_failed: [check('gmail_service_off')],
  gmail_api_off: [check('gmail_api_off')],
  domain_policy: [check('gmail_apps_disabled_by_admin')],
  insufficient_scopes: [check('gmail_permission_missing')],
  user_rate_limited: [check('gmail_rate_limited')],
  project_rate_limited: [check('gmail_rate_limited')],
  daily_limit: [check('gmail_daily_limit')],
  unauthorized: [check('access_token_rejected')],

  aliases_accepted: [account('delegation_alias')],
  rotates_refresh_token: [check(null)],
  short_lived: [check(null)],
  skewed_clock: [
    { at: 'callback', cause: 'clock_wrong', parameters: { seconds: 900 } },
    check(null),
  ],
  slow: [
    { at: 'check', cause: null, parameters: { ms: 50 } },
    { at: 'refresh', cause: 'google_unavailable', parameters: { endpoint: 'token', ms: 60_000 } },
  ],
  flapping: [
    {
      at: 'refresh',
      cause: 'account_deleted',
      parameters: { every: 1, as: 'account_deleted', endpoint: 'token' },
    },
  ],
  unreliable: [
    {
      at: 'check',
      cause: 'gmail_api_off',
      parameters: { percent: 100, as: 'gmail_api_off', endpoint: 'gmail' },
    },
  ],
  echo_secrets: [{ at: 'refresh', cause: 'client_deleted', beside: 'deleted_client' }],
  imap_disabled: [{ at: 'imap', cause: 'imap_off' }],

  push_duplicated: filed,
  push_disordered: [{ at: 'mail', cause: null, parameters: { ms: 200 } }],
  push_delayed: [{ at: 'mail', cause: null, parameters: { ms: 200 } }],
  push_lost: filed,
  history_lag: [{ at: 'mail', cause: null, parameters: { ms: 200 } }],
  history_expired: filed,
  history_empty_pages: filed,
  history_holes: [{ at: 'mail', cause: null, parameters: { every: 1 } }],
  get_not_found_at_first: filed,
  send_answer_lost: [{ at: 'answer', cause: null }],
  send_fails_late: [{ at: 'answer', cause: null }],
  sending_limit: [{ at: 'answer', cause: 'sending_limit_reached' }],
  watch_topic_invalid: watch('watch_topic_of_another_project'),
  watch_not_authorized: watch('watch_publisher_missing'),
  watch_topic_missing: watch('watch_topic_missing'),
  watch_taken: watch('watch_taken'),
  concurrent_limit: [{ at: 'mail', cause: null, parameters: { requests: 1 } }],
};

const ready = (cause: Cause): readonly Ending[] => [{ at: 'readiness', cause }];
const waits = (cause: Cause): readonly Ending[] => [{ at: 'mail', cause }];

/** Each switch of the emulated organization, and what the connector says about it. */
export const ORG_ENDINGS: Endings = {
  no_run_as_user: ready('org_run_as_missing'),
  not_approved: ready('org_app_not_authorized'),
  not_pre_authorized: [{ at: 'readiness by certificate', cause: 'org_app_not_authorized' }],
  app_not_installed: ready('org_app_not_installed'),
  secret_changed: ready('org_client_refused'),
  flow_off: ready('org_flow_off'),
  user_inactive: ready('org_user_cannot_log_in'),
  ip_restricted: ready('org_ip_restricted'),
  short_session: [{ at: 'mail', cause: null, parameters: { seconds: 1 } }],

  token_refused: ready('org_session_refused'),
  api_disabled: ready('org_api_disabled'),
  daily_limit: ready('org_limit_reached'),
  concurrent_limit: ready('org_busy'),
  small_budget: [{ at: 'readiness', cause: 'org_limit_reached', parameters: { max: 1 } }],
  maintenance: ready('salesforce_unavailable'),
  read_only: waits('salesforce_unavailable'),
  storage_full: waits('org_storage_full'),
  file_storage_full: filed,
  no_permissions: ready('org_field_missing'),
  no_assignment_rule: filed,

  validation_rule: waits('org_validation_rule'),
  trigger_throws: waits('org_trigger_failed'),
  flow_fails: waits('org_flow_failed'),
  row_locked: waits('org_row_locked'),
  field_hidden: filed,
  field_read_only: filed,
  key_missing: filed,
  key_not_unique: filed,
  field_required: waits('org_required_field'),
  case_deleted: filed,
  case_merged: filed,

  slow: [{ at: 'readiness', cause: null, parameters: { ms: 20 } }],
  answer_lost: [{ at: 'mail', cause: null, parameters: { times: 1 } }],
  answer_cut: [{ at: 'mail', cause: null, parameters: { times: 1 } }],
  dropped: ready('salesforce_unavailable'),
  server_error: ready('salesforce_unavailable'),
  acknowledgement_lost: [{ at: 'outbound', cause: null, parameters: { times: 1 } }],
  html_error: ready('salesforce_unavailable'),
};

export type SwitchEnding = Ending & { readonly fault: string };

/** The endings at some places, a row each. */
export const endingsAt = (endings: Endings, ...places: readonly Place[]): readonly SwitchEnding[] =>
  Object.entries(endings).flatMap(([fault, found]) =>
    found.filter(({ at }) => places.includes(at)).map((ending) => ({ fault, ...ending })),
  );
