import pino, { type DestinationStream } from 'pino';
import type { LogLevel } from './config/index.ts';
import {
  type AppError,
  type ErrorCode,
  factsForOperators,
  type UpstreamService,
} from './errors.ts';
import type { AuditEventKind } from './tokens/index.ts';

/**
 * All that a log line may say beside its message. A closed list: what is not named here, such as a
 * token, cannot be logged.
 */
export type LogFields = {
  readonly function?: string;
  readonly correlationId?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly latencyMs?: number;
  readonly code?: ErrorCode;
  readonly connectionId?: string;
  readonly outcome?: string;
  /** Gmail's id of a message, which says nothing of what is in it. */
  readonly messageId?: string;
  /** What the audit trail calls it. */
  readonly event?: AuditEventKind;
  readonly counts?: Readonly<Record<string, number>>;
  /** The service that failed, and the codes that it answered. */
  readonly upstream?: {
    readonly service: UpstreamService;
    readonly endpoint: string;
    readonly status: number | null;
    readonly error: string | null;
    readonly subtype: string | null;
    /** Why no answer came back, such as ECONNREFUSED. */
    readonly network?: string | undefined;
  };
  /** What is wrong with the configuration, the state or a role, for the operator; never a secret. */
  readonly problems?: readonly string[];
  /** Where our own code failed, when nobody foresaw it: frames only, no message. */
  readonly stack?: readonly string[];
};

export type Log = (severity: LogLevel, message: string, fields?: LogFields) => void;

const LEVEL = { debug: 'debug', info: 'info', warning: 'warn', error: 'error' } as const;
const SEVERITY: Readonly<Record<string, string>> = {
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
};

/** One JSON object a line, in the form Cloud Logging reads ("Structured logging": severity, message). */
export function createLog(least: LogLevel, stream?: DestinationStream): Log {
  const options = {
    level: LEVEL[least],
    base: null,
    messageKey: 'message',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ severity: SEVERITY[label] ?? 'DEFAULT' }) },
  };
  const logger = stream ? pino(options, stream) : pino(options);
  return (severity, message, fields = {}) => logger[LEVEL[severity]](fields, message);
}

/**
 * What may be logged of an error: its code, what failed on our side, and the codes of the service that
 * failed, never its words.
 */
export function errorFields(thrown: AppError): LogFields {
  const { code, upstream } = thrown;
  const facts = factsForOperators(thrown);
  const problems = facts.length > 0 ? { problems: facts } : {};
  if (!upstream) return { code, ...problems };
  const { service, endpoint, status, error, subtype, network } = upstream;
  const answer = { service, endpoint, status, error, subtype, ...(network && { network }) };
  return { code, ...problems, upstream: answer };
}

/** The frames of something nobody foresaw. Its message is not logged: it may quote a secret. */
export function framesOf(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return {};
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { stack: frames.slice(0, 8).map((line) => line.trim()) };
}
