import { ERROR_TABLE, type ErrorEntry } from './error-table.ts';

/** Every refusal and failure the product can speak of. The table is the closed list. */
export type ErrorCode = keyof typeof ERROR_TABLE;

/** A service of somebody else's that we call. */
export type UpstreamService = 'google' | 'gmail' | 'salesforce' | 'imap';

/**
 * What a service answered, rebuilt field by field: a raw error of a client library carries tokens and never
 * leaves the folder that calls the service. `error` is the OAuth `error` (RFC 6749 §5.2) or Gmail's `reason`;
 * `status` is null when no answer came back.
 */
export type UpstreamReport = {
  readonly service: UpstreamService;
  readonly endpoint: 'authorization' | 'token' | 'revocation' | 'identity' | 'gmail';
  readonly status: number | null;
  readonly error: string | null;
  readonly subtype: string | null;
  readonly description: string | null;
};

/**
 * Facts, and no secrets: addresses, scopes and field names for whoever caused the error; of what failed
 * on our side roles, resources and settings, for whoever runs the connector.
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

/** What a caller is told beside the code. Anybody can be one, and our resources are not their business. */
export const detailForCallers = ({ code, detail }: AppError): Detail =>
  isOurs(code) ? {} : detail;

/** What the operator's log is told: the facts of what failed on our side, never an address. */
export const factsForOperators = (error: AppError): readonly string[] =>
  isOurs(error.code) ? factsIn(error) : [];

/** Every fact, in words. */
export const factsIn = ({ detail }: AppError): readonly string[] =>
  Object.entries(detail).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${name}: ${value}`] : value,
  );

/** Is this one of the table's codes? */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_TABLE, code);
}

/** Anything thrown, as an AppError: what we did not foresee is `internal`, and its text stays unread. */
export function asAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError('internal');
}

/** The code of an error of Node or the system, such as `ENOENT`; null when it has none. */
export function systemCodeOf(thrown: unknown): string | null {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code;
  return typeof code === 'string' ? code : null;
}
