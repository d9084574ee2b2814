import type { AppError, ErrorCode } from '../../errors.ts';

/**
 * What a failed refresh says. The classes never collapse into each other:
 * - `grant`: the grant itself is dead, if the fleet bears it out; only this can change a status;
 * - `configuration`: our own configuration is wrong, so that no mailbox can be refreshed and none is to blame;
 * - `transient`: anything else; it is tried again, less and less often, and never given up.
 */
export type FailureClass = 'grant' | 'configuration' | 'transient';

const CLASSES: Partial<Record<ErrorCode, FailureClass>> = {
  grant_refused: 'grant',
  grant_lost: 'grant',
  client_refused: 'configuration',
  configuration_invalid: 'configuration',
};

/** The class of a failure, by its code. */
export const classOf = (code: ErrorCode): FailureClass => CLASSES[code] ?? 'transient';

type Failed = Pick<AppError, 'code' | 'upstream'>;

const SURELY_OURS: ReadonlySet<string> = new Set([
  'invalid_client',
  'deleted_client',
  'disabled_client',
]);

/**
 * Does this say, without a doubt and for every mailbox alike, that our client cannot refresh? Other
 * refusals of the client, such as `unauthorized_client`, may be about one grant that is not its own.
 */
export const isClientItself = ({ code, upstream }: Failed): boolean =>
  code === 'configuration_invalid' ||
  (code === 'client_refused' && SURELY_OURS.has(upstream?.error ?? ''));

/** What failures that are alike have in common: our code and the words of Google's answer. */
export function signatureOf({ code, upstream }: Failed): string {
  // The subtype is left out: mailboxes that were revoked together differ in nothing else.
  return [code, upstream?.status, upstream?.error].filter((part) => part != null).join(' ');
}
