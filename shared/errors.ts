import { ERROR_TABLE, type ErrorEntry } from './error-table.ts';

/** Every refusal and failure of the product. The table is the closed list. */
export type ErrorCode = keyof typeof ERROR_TABLE;

/** An external service that we call. */
export type UpstreamService = 'google' | 'gmail' | 'salesforce' | 'imap';

/**
 * What a service answered, rebuilt field by field: a raw error of a client library carries tokens and never
 * leaves the folder that calls the service. `error` is the OAuth `error` (RFC 6749 §5.2) or Gmail's `reason`;
 * `status` is null when no answer came back. Of IMAP, `error` is the response code (RFC 9051 §7.1), and `status`
 * and `subtype` are what the challenge of the failed login says. Of a Salesforce organization (`org_login`: its token
 * endpoint, `org`: its API), `error` is the OAuth `error` or the `errorCode`, and `subtype` the field that it is about.
 */
export type UpstreamReport = {
  readonly service: UpstreamService;
  readonly endpoint:
    | 'authorization'
    | 'token'
    | 'revocation'
    | 'identity'
    | 'gmail'
    | 'imap'
    | 'org_login'
    | 'org';
  readonly status: number | null;
  readonly error: string | null;
  readonly subtype: string | null;
  readonly description: string | null;
  /** The answer was given to a service account that acts for a mailbox: Google's words mean other things then. */
  readonly method?: 'delegation' | undefined;
  /** Why no answer came back: a code of the network, such as ECONNREFUSED; never a message. */
  readonly network?: string | undefined;
  /** The service asked not to be called before this moment, which is a day away at most. */
  readonly retryAt?: Date | undefined;
};

/**
 * Facts about an error, never secrets: for the caller who caused it, addresses, scopes and field names; for
 * the operator, when the failure is on our side, roles, resources and settings.
 */
export type Detail = Readonly<Record<string, string | readonly string[]>>;

/** The only error that crosses a module boundary. It never holds a `cause`: causes carry secrets. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly detail: Detail;
  readonly upstream: UpstreamReport | null;

  constructor(code: ErrorCode, about: { detail?: Detail; upstream?: UpstreamReport | null } = {}) {
    super(code);
    this.code = code;
    this.detail = about.detail ?? {};
    this.upstream = about.upstream ?? null;
  }
}

/** The table's row for a code: HTTP status, severity, whether trying again can help, and the words. */
export function errorEntry(code: ErrorCode): ErrorEntry {
  return ERROR_TABLE[code];
}

const isOurs = (code: ErrorCode): boolean => errorEntry(code).status >= 500;

/** The detail that a caller may see. Callers can be strangers, so they see nothing about our own failures. */
export const detailForCallers = ({ code, detail }: AppError): Detail =>
  isOurs(code) ? {} : detail;

/** The facts for the operator's log: those of failures on our side, which contain no addresses. */
export const factsForOperators = (error: AppError): readonly string[] =>
  isOurs(error.code) ? factsIn(error) : [];

/** Every fact of an error, as a line of text. */
export const factsIn = ({ detail }: AppError): readonly string[] =>
  Object.entries(detail).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${name}: ${value}`] : value,
  );

/** Is this one of the table's codes? */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_TABLE, code);
}

/** Turns anything thrown into an AppError. Whatever is not an AppError becomes `internal`, and its text is dropped. */
export function asAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError('internal');
}

/** The code of an error from Node or the operating system, such as `ENOENT`; null when it has none. */
export function systemCodeOf(thrown: unknown): string | null {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code;
  return typeof code === 'string' ? code : null;
}
