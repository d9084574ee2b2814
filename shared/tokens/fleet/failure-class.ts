import type { AppError, ErrorCode } from '../../errors.ts';
import type { Method } from '../model/connection.ts';

/**
 * What a failed refresh says. The classes never collapse into each other:
 * - `grant`: the grant itself is dead, once the fleet confirms it; only this can change a status;
 * - `configuration`: our own credential is wrong, so that none of its mailboxes can be refreshed;
 * - `transient`: anything else; it is retried, less and less often, and never given up.
 */
export type FailureClass = 'grant' | 'configuration' | 'transient';

type Failed = Pick<AppError, 'code' | 'upstream'>;

const CLASSES: Partial<Record<ErrorCode, FailureClass>> = {
  grant_refused: 'grant',
  grant_lost: 'grant',
  client_refused: 'configuration',
  configuration_invalid: 'configuration',
  delegation_unknown: 'configuration',
  signing_key_lost: 'configuration',
  signing_refused: 'configuration',
};

/**
 * The class of a failure. Google uses the same codes differently for the two methods: for a delegation that is
 * missing it answers `unauthorized_client`, which one Workspace can mend; for an address that is none,
 * `invalid_request`; and for a broken key `invalid_grant`, which says nothing of any mailbox.
 */
export function classOf(failure: Failed, method: Method): FailureClass {
  if (method === 'delegation') {
    if (isKeyRefused(failure)) return 'configuration';
    if (isMailboxRefused(failure)) return 'grant';
  }
  return CLASSES[failure.code] ?? 'transient';
}

/** Is the assertion itself refused: its key, its account or its times (RFC 7523 §3.1)? */
const isKeyRefused = ({ upstream }: Failed): boolean =>
  upstream?.error === 'invalid_grant' &&
  /^(invalid jwt|not a valid email or user id|robot is disabled)/i.test(upstream.description ?? '');

/** Is the mailbox not delegated, or its address none? */
const isMailboxRefused = ({ upstream }: Failed): boolean =>
  upstream?.error === 'unauthorized_client' ||
  (upstream?.error === 'invalid_request' &&
    /^invalid impersonation/i.test(upstream.description ?? ''));

const CREDENTIAL_ERRORS: ReadonlySet<string> = new Set([
  'invalid_client',
  'deleted_client',
  'disabled_client',
]);

/** Is it our own fault, whatever Google would answer? Of the faults of our side only `client_refused` is an answer. */
const isOwnFault = ({ code }: Failed): boolean =>
  code !== 'client_refused' && CLASSES[code] === 'configuration';

/**
 * Does this prove that the credential cannot refresh any mailbox? Other refusals of a client, such as
 * `unauthorized_client`, may be about one grant that another client obtained.
 */
export const isCredentialRefused = (failure: Failed, method: Method): boolean =>
  isOwnFault(failure) ||
  (method === 'delegation' && isKeyRefused(failure)) ||
  (failure.code === 'client_refused' && CREDENTIAL_ERRORS.has(failure.upstream?.error ?? ''));

/**
 * What equal failures share: our code and Google's answer. The subtype is left out: mailboxes that were
 * revoked together differ in nothing else.
 */
export const signatureOf = ({ code, upstream }: Failed): string =>
  [code, upstream?.status, upstream?.error].filter((part) => part != null).join(' ');

/** How Gmail names a fault of the project: its API is off, its daily limit is used up, or it is suspended. */
const PROJECT_REASONS: ReadonlySet<string> = new Set([
  'accessNotConfigured',
  'SERVICE_DISABLED',
  'dailyLimitExceeded',
  'CONSUMER_SUSPENDED',
  'CONSUMER_INVALID',
]);

/**
 * Is this probe's failure a fault of the Google Cloud project, so that every mailbox fails with it (Gmail API,
 * "Resolve errors")?
 */
export const isProjectFault = ({ upstream }: Failed): boolean =>
  upstream?.endpoint === 'gmail' &&
  ([upstream.error, upstream.subtype].some((each) => PROJECT_REASONS.has(each ?? '')) ||
    /gmail api has not been used in project/i.test(upstream.description ?? ''));
