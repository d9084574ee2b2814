import type { AppError, ErrorCode } from '../../errors.ts';
import type { RequestIn } from '../model/authorization-request.ts';
import type { Ports } from '../model/ports.ts';
import type { Versioned } from '../model/versioned.ts';

/** A parked answer holds somebody's tokens: it is not kept for longer than anybody waits for it. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** What a parked answer cannot recover from. Whatever else went wrong may be mended, and it resumed. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  'identity_unverified',
  'other_account',
  'scope_missing',
  'refresh_token_missing',
  'connection_disconnected',
  'authorization_superseded',
]);

/**
 * Ends a request whose answer cannot be used: nothing of the mailbox's was stored, and a healthy
 * grant of the same account is left alone (revoking one token at Google ends them all). An answer
 * that may yet be used stays parked, for a day. Answers the error, to be thrown.
 */
export async function settleRefused(
  { store, clock }: Ports,
  { value, revision }: Versioned<RequestIn<'consumed' | 'answered'>>,
  error: AppError,
): Promise<AppError> {
  const age =
    value.stage === 'answered' ? clock.now().getTime() - value.answeredAt.getTime() : null;
  if (age !== null && age < KEPT_MS && !FINAL.has(error.code)) return error;
  // Best effort: the refusal matters more to the caller than that it could not be noted.
  await store.writeRequest(settled(value), revision).catch(() => null);
  return error;
}

/** What is left of a request that ended: enough to tell a replay from a stranger's state. */
export function settled(request: RequestIn<'consumed' | 'answered'>): RequestIn<'settled'> {
  const { id, purpose, begunBy, expiresAt } = request;
  return { id, purpose, begunBy, expiresAt, stage: 'settled' };
}
