import { ORG_NETWORK } from './network-rules.ts';
import type { Rule } from './rule.ts';

type LoginRule = Omit<Rule, 'endpoint'>;

const says = (cause: Rule['cause'], ...sentences: readonly string[]): readonly LoginRule[] =>
  sentences.map((sentence) => ({ cause, says: sentence }));

const named = (cause: Rule['cause'], ...errors: readonly string[]): readonly LoginRule[] =>
  errors.map((error) => ({ cause, error }));

/**
 * What an organization's token endpoint and its authorization page say. Salesforce puts most refusals under
 * invalid_grant, told apart by text, so that texts come before names.
 */
const LOGIN: readonly Rule[] = [
  ...says('org_host_wrong', 'request not supported on this domain'),
  ...says('org_run_as_missing', 'no client credentials user enabled'),
  ...says(
    'org_app_not_installed',
    'is not installed in this org',
    'cross-org oauth flows are not supported',
  ),
  ...says('org_app_blocked', 'app must be installed into org', 'app is blocked', 'app blocked'),
  ...says(
    'org_app_not_authorized',
    'not admin approved',
    "hasn't approved this consumer",
    'end-user denied authorization',
  ),
  ...says('org_flow_off', 'flow is not enabled', 'flow not enabled'),
  ...says('org_app_settings', 'no valid scopes', 'requested scope is not allowed'),
  ...says('org_audience_wrong', 'audience is invalid', 'audience validation failed'),
  ...says(
    'org_assertion_refused',
    'invalid assertion',
    'assertion has expired',
    'expired assertion',
    'invalid signature',
    'jwt validation failed',
  ),
  ...says(
    'org_authorization_ended',
    'expired access/refresh token',
    'expired authorization code',
    'invalid authorization code',
    'token validity expired',
    'token has been revoked',
  ),
  ...says('org_inactive', 'inactive organization', 'organization is inactive', 'org is locked'),
  ...says('org_ip_restricted', 'ip restricted', 'login hours', 'ip address is not allowed'),
  ...says(
    'org_user_cannot_log_in',
    'inactive user',
    'user is inactive',
    'authentication failure',
    'user is locked',
    'password has expired',
    'invalid username, password',
  ),
  ...named(
    'org_app_not_authorized',
    'invalid_app_access',
    'oauth_app_access_denied',
    'access_denied',
  ),
  ...named('org_app_not_installed', 'app_not_found', 'oauth_ec_app_not_found'),
  ...named('org_app_blocked', 'oauth_app_blocked', 'oauth_approval_error_generic'),
  ...named(
    'org_client_refused',
    'invalid_client_id',
    'invalid_client',
    'invalid_client_credentials',
  ),
  ...named('org_app_settings', 'invalid_scope', 'redirect_uri_mismatch', 'unauthorized_client'),
  ...named('org_user_cannot_log_in', 'inactive_user'),
  ...named('org_inactive', 'inactive_org'),
  ...named('org_request_wrong', 'invalid_request', 'unsupported_response_type'),
  // Salesforce knows the grant types that the connector sends, so the app does not allow this one.
  ...named('org_flow_off', 'unsupported_grant_type'),
].map((rule) => ({ ...rule, endpoint: 'org_login' }));

const byCode = (cause: Rule['cause'], ...errors: readonly string[]): readonly Rule[] =>
  errors.map((error) => ({ cause, endpoint: 'org', error }));

const TRIGGER = 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY';
const MESSAGE_KEY = 'Gmail_Message_Key__c';
const FLOW = 'CANNOT_EXECUTE_FLOW_TRIGGER';

/** The codes of Salesforce's API that concern the whole organization, its session or the connector's user. */
const STATE: readonly Rule[] = [
  // A session of an app without the scope `api` is new, and of no use.
  { cause: 'org_app_settings', endpoint: 'org', says: 'not valid for use with the rest api' },
  // Which apps may use the API, and whether a user may, is said as these codes by both endpoints.
  ...byCode('org_app_not_authorized', 'CLIENT_NOT_ACCESSIBLE_FOR_USER'),
  ...byCode('org_session_refused', 'INVALID_SESSION_ID'),
  // The same code says that a user may not use the API, and that nobody can for the moment.
  ...['system problem', 'temporarily unavailable', 'システムの問題', '一時的に'].map((words) => ({
    cause: 'salesforce_unavailable' as const,
    endpoint: 'org' as const,
    error: 'API_CURRENTLY_DISABLED',
    says: words,
  })),
  ...byCode('org_api_disabled', 'API_DISABLED_FOR_ORG', 'API_CURRENTLY_DISABLED'),
  ...byCode('org_app_settings', 'INSUFFICIENT_SCOPE'),
  { cause: 'org_busy', endpoint: 'org', error: 'REQUEST_LIMIT_EXCEEDED', says: 'concurrent' },
  ...byCode('org_limit_reached', 'REQUEST_LIMIT_EXCEEDED'),
  ...byCode(
    'org_busy',
    'TOO_MANY_REQUESTS',
    'LOGIN_RATE_EXCEEDED',
    'REQUEST_RUNNING_TOO_LONG',
    'TXN_SECURITY_METERING_ERROR',
  ),
  ...byCode(
    'org_mail_limit',
    'SINGLE_EMAIL_LIMIT_EXCEEDED',
    'MASS_MAIL_LIMIT_EXCEEDED',
    'DAILY_EMAIL_LIMIT_EXCEEDED',
    'EMAIL_TO_CASE_LIMIT_EXCEEDED',
  ),
  ...byCode('org_storage_full', 'STORAGE_LIMIT_EXCEEDED', 'EXCEEDED_QUOTA'),
  ...byCode(
    'salesforce_unavailable',
    'SERVER_UNAVAILABLE',
    'SERVICE_UNAVAILABLE',
    'QUERY_TIMEOUT',
    'UNKNOWN_EXCEPTION',
    'FUNCTIONALITY_TEMPORARILY_UNAVAILABLE',
    'INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE',
  ),
  ...byCode('org_inactive', 'ORG_LOCKED', 'TRIAL_EXPIRED', 'INACTIVE_ORG'),
  ...byCode(
    'org_user_cannot_log_in',
    'INVALID_LOGIN',
    'PASSWORD_LOCKOUT',
    'LOGIN_MUST_USE_SECURITY_TOKEN',
    'INVALID_OPERATION_WITH_EXPIRED_PASSWORD',
  ),
  ...byCode('org_ip_restricted', 'LOGIN_DURING_RESTRICTED_TIME', 'LOGIN_DURING_RESTRICTED_DOMAIN'),
  ...byCode('org_security_policy', 'TXN_SECURITY_NO_ACCESS', 'TRANSACTION_SECURITY_NO_ACCESS'),
];

/** The codes that refuse one record. */
const RECORDS: readonly Rule[] = [
  ...byCode('org_row_locked', 'UNABLE_TO_LOCK_ROW'),
  // A trigger's or flow's error quotes the lock that it ran into.
  { cause: 'org_row_locked', endpoint: 'org', error: TRIGGER, says: 'UNABLE_TO_LOCK_ROW' },
  { cause: 'org_row_locked', endpoint: 'org', error: FLOW, says: 'UNABLE_TO_LOCK_ROW' },
  ...byCode('org_validation_rule', 'FIELD_CUSTOM_VALIDATION_EXCEPTION'),
  ...byCode('org_required_field', 'REQUIRED_FIELD_MISSING'),
  ...byCode('org_picklist_value', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'),
  ...byCode('org_trigger_failed', TRIGGER, 'INVOCABLE_ACTION_ERROR', 'APEX_ERROR'),
  ...byCode('org_flow_failed', FLOW, 'FLOW_EXCEPTION'),
  ...byCode(
    'org_field_missing',
    'INVALID_FIELD',
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    'INVALID_TYPE',
    'INVALID_TYPE_FOR_OPERATION',
    'NOT_FOUND',
  ),
  ...byCode(
    'org_access_missing',
    'INSUFFICIENT_ACCESS_OR_READONLY',
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    'INSUFFICIENT_ACCESS',
    'OP_WITH_INVALID_USER_TYPE_EXCEPTION',
    'NO_MASS_MAIL_PERMISSION',
    'FORBIDDEN',
  ),
  {
    cause: 'routing_invalid',
    endpoint: 'org',
    error: 'INVALID_CROSS_REFERENCE_KEY',
    subtype: 'OwnerId',
  },
  {
    cause: 'org_record_type_not_allowed',
    endpoint: 'org',
    error: 'INVALID_CROSS_REFERENCE_KEY',
    subtype: 'RecordTypeId',
  },
  ...byCode('org_record_deleted', 'ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY'),
  ...byCode('org_value_too_long', 'STRING_TOO_LONG'),
  // Of our own key it is the same mail; of another field it is a rule of the organization.
  { cause: 'org_already_filed', endpoint: 'org', error: 'DUPLICATE_VALUE', subtype: MESSAGE_KEY },
  ...byCode('org_record_settings', 'DUPLICATE_VALUE'),
  ...byCode('org_duplicate_rule', 'DUPLICATES_DETECTED', 'DUPLICATE_EXTERNAL_ID'),
  ...byCode('org_approval_lock', 'ENTITY_IS_LOCKED', 'ALREADY_IN_PROCESS'),
  ...byCode('org_owner_inactive', 'INACTIVE_OWNER_OR_USER'),
  ...byCode(
    'org_record_settings',
    'FIELD_FILTER_VALIDATION_EXCEPTION',
    'FIELD_INTEGRITY_EXCEPTION',
    'LIMIT_EXCEEDED',
    'MAX_CHILDREN_EXCEEDED',
    'FUNCTIONALITY_NOT_ENABLED',
    'LICENSE_LIMIT_EXCEEDED',
    'EMAIL_TO_CASE_NOT_ENABLED',
    'EMAIL_TO_CASE_INVALID_ROUTING',
  ),
  ...byCode('org_file_refused', 'FILE_EXTENSION_NOT_ALLOWED', 'FILE_SIZE_LIMIT_EXCEEDED'),
  ...byCode('org_value_invalid', 'INVALID_EMAIL_ADDRESS', 'NUMBER_OUTSIDE_VALID_RANGE'),
  ...byCode(
    'org_request_wrong',
    'MALFORMED_ID',
    'MALFORMED_QUERY',
    'JSON_PARSER_ERROR',
    'XML_PARSER_ERROR',
    'INVALID_ID_FIELD',
    'INVALID_QUERY_FILTER_OPERATOR',
    'INVALID_QUERY_LOCATOR',
    'MISSING_ARGUMENT',
    'INVALID_ARGUMENT_TYPE',
    'ILLEGAL_QUERY_PARAMETER_VALUE',
    'BAD_REQUEST',
    'INVALID_AUTH_HEADER',
    'REQUEST_SIZE_LIMIT_EXCEEDED',
    'METHOD_NOT_ALLOWED',
    'UNSUPPORTED_MEDIA_TYPE',
    'UNSUPPORTED_API_VERSION',
    'UNSUPPORTED_CLIENT',
    'INVALID_BATCH_SIZE',
    'INVALID_CONTENT_TYPE',
    'INVALID_TYPE_ON_FIELD_IN_RECORD',
    'EXCEEDED_ID_LIMIT',
    'EXCEEDED_MAX_SIZE_REQUEST',
    'ID_NOT_SPECIFIED',
    'ID_REQUIRED',
    'OPERATION_TOO_LARGE',
  ),
];

/** Every known refusal of a Salesforce organization. Google's rules do not know them, since some codes are the same. */
export const ORG_RULES: readonly Rule[] = [...ORG_NETWORK, ...LOGIN, ...STATE, ...RECORDS];
