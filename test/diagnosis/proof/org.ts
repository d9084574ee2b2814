import { login, ofSalesforce, type Proofs, record } from './inputs.ts';

const TRIGGER = 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY';

/** The login, the app and the state of a Salesforce organization. */
const LOGIN: Proofs = {
  org_host_wrong: [
    login('invalid_grant', 'request not supported on this domain'),
    login('invalid_grant', 'request supported on this domain'),
  ],
  org_run_as_missing: [
    login('invalid_grant', 'no client credentials user enabled'),
    login('invalid_client', 'invalid client credentials'),
  ],
  org_app_not_authorized: [
    login('invalid_app_access', 'user is not admin approved to access this app'),
    login('inactive_user', 'user is inactive'),
  ],
  org_assertion_refused: [
    login('invalid_grant', 'invalid assertion'),
    login('invalid_grant', 'audience is invalid'),
  ],
  org_audience_wrong: [
    login('invalid_grant', 'audience is invalid'),
    login('invalid_grant', 'the audience laughs'),
  ],
  org_app_new: [
    ofSalesforce('invalid_client_id: client identifier invalid. We created the app 4 minutes ago.'),
    ofSalesforce('invalid_client_id: client identifier invalid. It worked 4 minutes ago.'),
  ],
  org_grant_type_unknown: [
    login('unsupported_grant_type', 'grant type not supported'),
    login('invalid_request', 'grant type is missing'),
  ],
  org_app_not_installed: [
    login('app_not_found', 'External client app is not installed in this org'),
    login('invalid_client', 'app must be installed into org'),
  ],
  org_app_blocked: [
    ofSalesforce(
      'We can’t authorize you because of an OAuth error. For more information, contact your Salesforce administrator.\nOAUTH_APPROVAL_ERROR_GENERIC : An unexpected error has occurred during authentication. Please try again.',
    ),
    ofSalesforce('https://c.example/?error=OAUTH_APP_ACCESS_DENIED&error_description=x'),
  ],
  org_client_refused: [
    login('invalid_client_id', 'client identifier invalid'),
    login('invalid_client', 'app must be installed into org'),
  ],
  org_flow_off: [
    login('invalid_grant', 'the requested flow is not enabled for this app'),
    login('unsupported_grant_type', 'grant type not supported'),
  ],
  org_user_cannot_log_in: [
    login('invalid_grant', 'authentication failure'),
    login('invalid_grant', 'ip restricted or invalid login hours'),
  ],
  org_ip_restricted: [
    login('invalid_grant', 'ip restricted or invalid login hours'),
    login('invalid_grant', 'trip restricted'),
  ],
  org_app_settings: [
    login('invalid_scope', 'the requested scope is not allowed'),
    record('INVALID_SESSION_ID', 'Session expired or invalid'),
  ],
  org_authorization_ended: [
    login('invalid_grant', 'expired access/refresh token'),
    login('invalid_grant', 'expired assertion'),
  ],
  org_inactive: [
    login('inactive_org', 'organization is inactive'),
    login('inactive_user', 'user is inactive'),
  ],
  org_session_ended: [
    record('INVALID_SESSION_ID', 'Session expired or invalid'),
    {
      ...record('INVALID_SESSION_ID', 'Session expired or invalid'),
      context: { after_relogin: true },
    },
  ],
  org_session_refused: [
    {
      ...record('INVALID_SESSION_ID', 'Session expired or invalid'),
      context: { after_relogin: true },
    },
    record('INVALID_SESSION_ID', 'Session expired or invalid'),
  ],
  org_api_disabled: [
    record('API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner'),
    record('FUNCTIONALITY_NOT_ENABLED', 'This feature is not enabled'),
  ],
  org_network_blocked: [
    ofSalesforce('connect ECONNREFUSED 13.110.0.1:443'),
    ofSalesforce('read ECONNRESET'),
  ],
};

/** What an organization says of its limits, and of one record. */
const RECORDS: Proofs = {
  org_limit_reached: [
    record('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
    record(
      'REQUEST_LIMIT_EXCEEDED',
      'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
    ),
  ],
  org_busy: [
    record('REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'),
    record('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
  ],
  org_storage_full: [
    record('STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded'),
    record('LIMIT_EXCEEDED', 'limit exceeded'),
  ],
  org_field_missing: [
    record('INVALID_FIELD', "No such column 'Gmail_Message_Key__c' on entity 'EmailMessage'"),
    record('INVALID_ID_FIELD', 'Invalid id'),
  ],
  org_access_missing: [
    record('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'),
    record('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'),
  ],
  salesforce_unavailable: [
    ofSalesforce('<!DOCTYPE html><html><title>We are down for maintenance.</title></html>'),
    ofSalesforce('<html><title>FortiGuard Intrusion Prevention: web page blocked</title></html>'),
  ],
  org_validation_rule: [
    record('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Never retry on UNABLE_TO_LOCK_ROW'),
    record('FIELD_FILTER_VALIDATION_EXCEPTION', 'Value does not exist or does not match filter.'),
  ],
  org_required_field: [
    record('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Region__c]', ['Region__c']),
    record('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'REQUIRED_FIELD_MISSING: enter a region'),
  ],
  org_picklist_value: [
    record('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'bad value for restricted picklist', [
      'Origin',
    ]),
    record('FIELD_INTEGRITY_EXCEPTION', 'bad value'),
  ],
  routing_invalid: [
    record('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['OwnerId']),
    record('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['ContactId']),
  ],
  org_trigger_failed: [
    record(TRIGGER, 'CaseTrigger: execution of BeforeInsert caused by: NullPointerException'),
    record(TRIGGER, 'CaseTrigger: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access'),
  ],
  org_flow_failed: [
    record(
      'CANNOT_EXECUTE_FLOW_TRIGGER',
      'We can’t save this record because the “Route” process failed.',
    ),
    record('CANNOT_EXECUTE_FLOW_TRIGGER', 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access'),
  ],
  org_row_locked: [
    record('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record'),
    record('ENTITY_IS_LOCKED', 'the entity is locked for editing'),
  ],
  org_record_type_not_allowed: [
    record('INVALID_CROSS_REFERENCE_KEY', 'Record Type ID: not valid for the user', [
      'RecordTypeId',
    ]),
    record('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['OwnerId']),
  ],
  org_parent_deleted: [
    {
      where: 'salesforce',
      body: [
        { id: '02s', success: true, errors: [] },
        { success: false, errors: [{ statusCode: 'ENTITY_IS_DELETED', message: 'is deleted' }] },
      ],
    },
    record('ENTITY_IS_DELETED', 'entity is deleted'),
  ],
  org_record_deleted: [
    record('ENTITY_IS_DELETED', 'entity is deleted'),
    record('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'insufficient access rights'),
  ],
  org_value_too_long: [
    record('STRING_TOO_LONG', 'Subject: data value too large', ['Subject']),
    record('NUMBER_OUTSIDE_VALID_RANGE', 'value outside of valid range'),
  ],
  org_already_filed: [
    record(
      'DUPLICATE_VALUE',
      'duplicate value found: Gmail_Message_Key__c duplicates value on record with id: 02s',
    ),
    record(
      'DUPLICATE_VALUE',
      'duplicate value found: Ticket__c duplicates value on record with id: 500',
    ),
  ],
  org_duplicate_rule: [
    record('DUPLICATES_DETECTED', 'Use one of these records?'),
    record('DUPLICATE_VALUE', 'duplicate value found: Gmail_Message_Key__c duplicates value'),
  ],
  org_request_wrong: [
    record('MALFORMED_ID', 'malformed id'),
    record('STRING_TOO_LONG', 'too large'),
  ],
  org_value_invalid: [
    record('INVALID_EMAIL_ADDRESS', 'Email: invalid email address: a..b@example.com'),
    record('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'INVALID_EMAIL_ADDRESS is not allowed here'),
  ],
  org_record_settings: [
    record('FIELD_FILTER_VALIDATION_EXCEPTION', 'Value does not exist or does not match filter.'),
    record('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Value does not match filter.'),
  ],
  org_approval_lock: [
    record('ENTITY_IS_LOCKED', 'the entity is locked for editing'),
    record('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access'),
  ],
  org_security_policy: [
    record(
      'TXN_SECURITY_NO_ACCESS',
      'The operation you requested was blocked due to a security policy',
    ),
    record('TXN_SECURITY_METERING_ERROR', 'Transaction security is too busy'),
  ],
  org_owner_inactive: [
    record(
      'INACTIVE_OWNER_OR_USER',
      'operation performed with inactive user [005] as owner of case',
    ),
    login('inactive_user', 'user is inactive'),
  ],
  org_file_refused: [
    record('FILE_EXTENSION_NOT_ALLOWED', 'Your file type is not allowed'),
    record('STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded'),
  ],
};

export const ORG: Proofs = { ...LOGIN, ...RECORDS };
