/** The HTTP status of an errorCode; 400 for those that are not named. */
const STATUS: Readonly<Record<string, number>> = {
  INVALID_SESSION_ID: 401,
  API_DISABLED_FOR_ORG: 403,
  REQUEST_LIMIT_EXCEEDED: 403,
  INSUFFICIENT_ACCESS: 403,
  NOT_FOUND: 404,
  INVALID_TYPE: 404,
  METHOD_NOT_ALLOWED: 405,
  URI_TOO_LONG: 414,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNKNOWN_EXCEPTION: 500,
  SERVER_UNAVAILABLE: 503,
};

/** What Salesforce's REST API answers instead of serving a request: `[{message, errorCode, fields}]`. */
export class Refusal extends Error {
  readonly errorCode: string;
  /** Undefined where Salesforce's answer has no `fields`. */
  readonly fields: readonly string[] | undefined;

  constructor(errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.errorCode = errorCode;
    this.fields = fields;
  }

  get status(): number {
    return STATUS[this.errorCode] ?? 400;
  }

  /** The body of the answer. */
  get body(): readonly Readonly<Record<string, unknown>>[] {
    const { message, errorCode, fields } = this;
    return [fields ? { message, errorCode, fields } : { message, errorCode }];
  }
}

/** A refusal of a record, which names fields of it. */
export function refuseRecord(
  errorCode: string,
  message: string,
  fields: readonly string[] = [],
): Refusal {
  return new Refusal(errorCode, message, fields);
}
