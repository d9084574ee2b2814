import { AppError, type ErrorCode, type UpstreamReport } from '../../errors.ts';
import { fieldIn } from '../../network/json.ts';

/** One error of Salesforce's REST API. */
export type OrgError = {
  readonly errorCode: string | null;
  readonly message: string;
  readonly fields: readonly string[];
};

/** Salesforce's answer: null is the status when none came back. */
export type OrgAnswer = {
  readonly status: number | null;
  readonly body: unknown;
  /** Why there is no answer. */
  readonly network?: string | null;
};

const REFUSED_RECORD = 'record_refused';

/** What each errorCode means for us (REST API Developer Guide, *Status Codes and Error Responses*; SOAP API, *StatusCode*). */
const CODES: Readonly<Record<string, ErrorCode>> = {
  UNABLE_TO_LOCK_ROW: 'record_locked',
  SERVER_UNAVAILABLE: 'org_unavailable',
  SERVICE_UNAVAILABLE: 'org_unavailable',
  QUERY_TIMEOUT: 'org_unavailable',
  // An instance is read-only for minutes, such as while the organization is moved to another.
  INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE: 'org_unavailable',
  STORAGE_LIMIT_EXCEEDED: 'org_storage_full',
  FIELD_CUSTOM_VALIDATION_EXCEPTION: REFUSED_RECORD,
  FIELD_FILTER_VALIDATION_EXCEPTION: REFUSED_RECORD,
  FIELD_INTEGRITY_EXCEPTION: REFUSED_RECORD,
  REQUIRED_FIELD_MISSING: REFUSED_RECORD,
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: REFUSED_RECORD,
  INVALID_CROSS_REFERENCE_KEY: REFUSED_RECORD,
  INVALID_EMAIL_ADDRESS: REFUSED_RECORD,
  STRING_TOO_LONG: REFUSED_RECORD,
  MALFORMED_ID: REFUSED_RECORD,
  JSON_PARSER_ERROR: REFUSED_RECORD,
  DUPLICATE_VALUE: REFUSED_RECORD,
  DUPLICATES_DETECTED: REFUSED_RECORD,
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'record_trigger_failed',
  CANNOT_EXECUTE_FLOW_TRIGGER: 'record_trigger_failed',
  INVOCABLE_ACTION_ERROR: 'record_trigger_failed',
  INVALID_FIELD: 'org_fields_missing',
  INVALID_FIELD_FOR_INSERT_UPDATE: 'org_fields_missing',
  INVALID_TYPE: 'org_fields_missing',
  // The object is gone, or the user lost every permission for it.
  NOT_FOUND: 'org_fields_missing',
  INSUFFICIENT_ACCESS_OR_READONLY: 'org_refused',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'org_refused',
  ENTITY_IS_DELETED: 'case_gone',
  INVALID_SESSION_ID: 'org_refused',
  API_DISABLED_FOR_ORG: 'org_refused',
  API_CURRENTLY_DISABLED: 'org_refused',
};

/**
 * Turns a refusal of the API into an AppError. An unknown error of one record holds that record's mail only; of a
 * whole call it is the org's.
 *
 * @param about `record`: the error of a record that was to be written
 */
export function orgRefusal(answer: OrgAnswer, about: 'call' | 'record' = 'call'): AppError {
  const error = errorsIn(answer.body)[0] ?? null;
  return new AppError(codeOf(answer, error, about), {
    upstream: reportOf('org', answer, {
      error: error?.errorCode ?? null,
      subtype: nameIn(error?.fields[0]),
      description: error && harmless(error),
    }),
  });
}

function codeOf(
  { status }: OrgAnswer,
  error: OrgError | null,
  about: 'call' | 'record',
): ErrorCode {
  const code = error?.errorCode ?? '';
  if (code === 'REQUEST_LIMIT_EXCEEDED') {
    return /concurrent/i.test(error?.message ?? '') ? 'org_busy' : 'org_limit_reached';
  }
  if (isLocked(error)) return 'record_locked';
  const known = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  if (known) return known;
  if (status === 429) return 'org_busy';
  // What is no answer of Salesforce's REST API comes from a proxy, or from its page about maintenance.
  if (status === null || status < 400 || status >= 500 || status === 408) return 'org_unavailable';
  if (error === null && status !== 401 && status !== 403) return 'org_unavailable';
  return about === 'record' ? REFUSED_RECORD : 'org_refused';
}

const LOCKED = 'UNABLE_TO_LOCK_ROW';
const OF_AUTOMATION: ReadonlySet<string | null> = new Set([
  'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  'CANNOT_EXECUTE_FLOW_TRIGGER',
]);

/** A trigger or flow that ran into a lock fails with a code of its own, and quotes the lock's: trying again helps. */
const isLocked = (error: Pick<OrgError, 'errorCode' | 'message'> | null): boolean =>
  error !== null && OF_AUTOMATION.has(error.errorCode) && error.message.includes(LOCKED);

/** The token endpoint's errors by which Salesforce asks to come back later. */
const LATER = /login rate exceeded|server_error|temporarily_unavailable|retry your request/i;

/**
 * Turns a refusal of the token endpoint (RFC 6749 §5.2) into an AppError: `org_login_refused`, or
 * `org_unavailable` when it is none of Salesforce's words.
 */
export function loginRefusal(answer: OrgAnswer): AppError {
  const { status, body } = answer;
  const error = codeIn(fieldIn(body, 'error'));
  const description = withoutSecrets(fieldIn(body, 'error_description'));
  const isRefused = status !== null && status >= 400 && status < 500 && error !== null;
  const isLater = LATER.test(`${error} ${description}`);
  const code = isRefused && !isLater ? 'org_login_refused' : 'org_unavailable';
  const upstream = reportOf('org_login', answer, { error, subtype: null, description });
  return new AppError(code, { upstream });
}

function reportOf(
  endpoint: 'org' | 'org_login',
  { status, network }: OrgAnswer,
  said: Pick<UpstreamReport, 'error' | 'subtype' | 'description'>,
): UpstreamReport {
  return { service: 'salesforce', endpoint, status, ...said, ...(network && { network }) };
}

/** The errors of an answer: a list of them, also as the body of a composite's subrequest, or of each action. */
export function errorsIn(body: unknown): readonly OrgError[] {
  if (!Array.isArray(body)) return [];
  return body.flatMap((each: unknown) => {
    const within = fieldIn(each, 'errors');
    if (Array.isArray(within)) return errorsIn(within);
    const message = fieldIn(each, 'message');
    // An action's errors have a statusCode instead.
    const errorCode = codeIn(fieldIn(each, 'errorCode') ?? fieldIn(each, 'statusCode'));
    const fields = fieldIn(each, 'fields');
    if (errorCode === null) return [];
    return [
      {
        errorCode,
        message: typeof message === 'string' ? message : '',
        fields: Array.isArray(fields) ? fields.filter((name) => typeof name === 'string') : [],
      },
    ];
  });
}

/** Errors whose message an admin of the org wrote, for those who read it. */
const WRITTEN_BY_ADMINS: ReadonlySet<string> = new Set(['FIELD_CUSTOM_VALIDATION_EXCEPTION']);

/** Messages that name what is wrong with the org and hold nothing of a record. */
const ABOUT_THE_ORG: ReadonlySet<string> = new Set([
  'REQUEST_LIMIT_EXCEEDED',
  'INVALID_SESSION_ID',
  'API_DISABLED_FOR_ORG',
  'API_CURRENTLY_DISABLED',
  'STORAGE_LIMIT_EXCEEDED',
  'SERVER_UNAVAILABLE',
  'UNABLE_TO_LOCK_ROW',
  'REQUIRED_FIELD_MISSING',
]);

/** Salesforce's messages can quote the values of fields, so that only those of some errors are kept. */
function harmless({ errorCode, message }: OrgError): string | null {
  const code = errorCode ?? '';
  if (isLocked({ errorCode, message })) return LOCKED;
  return WRITTEN_BY_ADMINS.has(code) || ABOUT_THE_ORG.has(code) ? withoutSecrets(message) : null;
}

/** More than Salesforce's sentences have. The expressions below take seconds for a page without spaces. */
const MOST_CHARACTERS = 2000;

/** A text without addresses, ids and other long runs, at most 200 characters. */
function withoutSecrets(text: unknown): string | null {
  if (typeof text !== 'string' || text === '') return null;
  return text
    .slice(0, MOST_CHARACTERS)
    .replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '…')
    .replace(/[\w\-./+=~%:!]{24,}/g, '…')
    .slice(0, 200);
}

/** An error code is a short word; anything else is not kept. */
const codeIn = (value: unknown): string | null =>
  typeof value === 'string' && /^[a-z][a-z0-9_]{0,79}$/i.test(value) ? value : null;

/** The API name of a field. */
const nameIn = (value: unknown): string | null => codeIn(value);
