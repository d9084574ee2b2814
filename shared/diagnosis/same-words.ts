import { diagnose, type Failure } from './diagnose.ts';
import { type Cause, type Diagnosis, diagnosisOf } from './diagnosis.ts';
import type { Circumstances } from './why-it-ended.ts';

/** Other causes of which the same answer speaks with the same words, the likeliest first. */
const SAME_WORDS: Partial<Readonly<Record<Cause, readonly Cause[]>>> = {
  grant_revoked: ['testing_seven_days', 'grant_evicted', 'domain_refused'],
  testing_seven_days: ['grant_revoked'],
  access_time_limited: ['grant_revoked'],
  domain_refused: ['grant_revoked'],
  grant_evicted: ['grant_revoked'],
  code_unusable: ['grant_revoked'],
  authorization_cancelled: ['not_a_test_user'],
  code_malformed: ['code_unusable'],
  app_internal: ['account_outside_organization'],
  account_outside_organization: ['app_internal'],
  authorization_request_wrong: ['request_invalid'],
  grant_of_another_client: ['client_id_or_secret_wrong'],
  client_id_or_secret_wrong: ['client_deleted', 'client_disabled'],
  delegation_not_authorized: ['delegation_scopes_missing', 'delegation_of_personal_account'],
  delegation_of_personal_account: ['delegation_not_authorized'],
  delegation_user_unknown: ['delegation_alias', 'delegation_of_personal_account'],
  delegation_subject_missing: ['gmail_service_off'],
  gmail_service_off: ['google_unavailable'],
  gmail_permission_missing: ['imap_login_refused', 'access_token_rejected'],
  imap_login_refused: ['gmail_permission_missing', 'access_token_rejected'],
  network_connect_slow: ['network_connection_failed', 'org_network_blocked'],
  imap_folder_hidden: ['imap_folder_localised'],
  imap_folder_localised: ['imap_folder_hidden'],
  org_client_refused: ['org_app_new'],
  org_app_new: ['org_client_refused'],
  org_parent_deleted: ['org_record_deleted', 'org_access_missing'],
  org_flow_off: ['org_grant_type_unknown'],
  org_grant_type_unknown: ['org_flow_off'],
  org_record_type_not_allowed: ['routing_invalid'],
  org_audience_wrong: ['org_assertion_refused'],
  bounce_recipient_unknown: ['bounce_own_address_unknown'],
  bounce_own_address_unknown: ['bounce_recipient_unknown'],
  bounce_delayed: ['bounce_sender_blocked'],
  bounce_relay_denied: ['bounce_recipient_unknown'],
  bounce_refused: ['bounce_sender_blocked', 'bounce_policy_rule'],
  callout_timed_out: ['callout_unreachable'],
  smtp_login_refused: ['access_token_rejected'],
  org_user_cannot_log_in: ['org_run_as_missing', 'org_ip_restricted'],
  org_access_missing: ['org_record_deleted'],
  org_record_deleted: ['org_access_missing'],
  org_session_ended: ['org_session_refused'],
  org_session_refused: ['org_session_ended'],
  org_trigger_failed: ['org_row_locked'],
  org_app_blocked: ['org_app_not_authorized', 'org_app_settings'],
  network_connection_failed: ['network_proxy_failed', 'google_unavailable'],
  network_name_server_silent: ['network_name_unresolved'],
  org_host_wrong: ['org_network_blocked'],
};

/** What else the words of a cause can mean, the likeliest first. */
export const otherCausesOf = (cause: Cause): readonly Cause[] => SAME_WORDS[cause] ?? [];

/**
 * The causes that a failure may have: first what `diagnose` says, which knows the circumstances, then what else the same
 * words can mean. None of them is of the other method.
 */
export function possibleCauses(
  failure: Failure,
  circumstances: Circumstances = {},
): readonly [Diagnosis, ...Diagnosis[]] {
  const first = diagnose(failure, circumstances);
  const method = circumstances.method ?? failure.upstream?.method ?? 'consent';
  return withOthers(first, { method, service: serviceOf(failure) });
}

/** Whose answer a failure holds. */
export const serviceOf = ({ upstream }: Failure): 'google' | 'salesforce' =>
  upstream?.service === 'salesforce' ? 'salesforce' : 'google';

/** Whose answer it is; null: of a server that is neither Google’s nor Salesforce’s. */
type Answerer = {
  readonly method: Circumstances['method'];
  readonly service: 'google' | 'salesforce' | null;
};

/** A diagnosis, and what else the words of its cause can mean. */
export function withOthers(
  first: Diagnosis,
  { method, service }: Answerer,
): readonly [Diagnosis, ...Diagnosis[]] {
  const others = otherCausesOf(first.cause)
    .filter((cause) => isPossible(cause, method))
    .filter((cause) => service === null || isOf(service, cause));
  return [first, ...others.map((cause) => diagnosisOf(cause))];
}

/** A refused connection has one cause for Google and another for Salesforce. Only that of the side that was called is offered. */
const isOf = (service: 'google' | 'salesforce', cause: Cause): boolean =>
  service === 'google' ? cause !== 'org_network_blocked' : cause !== 'network_connection_failed';

/** No cause that only a consent has is said of a service account, and none of a service account of a consent. */
const isPossible = (cause: Cause, method: Circumstances['method']): boolean =>
  method === 'delegation' ? !OF_CONSENT.has(cause) : !cause.startsWith('delegation_');

const OF_CONSENT: ReadonlySet<Cause> = new Set<Cause>([
  'gmail_permission_missing',
  'grant_revoked',
]);
