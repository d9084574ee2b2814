import { type AppError, describe } from '../errors.ts';
import type { RequestIn } from './authorization-request.ts';
import type { Ports, Versioned } from './ports.ts';

/**
 * Ends a request whose answer cannot be used: nothing of the mailbox's was stored, and a healthy
 * grant of the same account is left alone (revoking one token at Google ends them all). An error
 * that may pass leaves a parked answer where it is, to be resumed. Answers the error, to be thrown.
 */
export async function settleRefused(
  { store }: Ports,
  { value, revision }: Versioned<RequestIn<'consumed' | 'answered'>>,
  error: AppError,
): Promise<AppError> {
  if (value.stage === 'answered' && describe(error.code).again) return error;
  const { id, purpose, begunBy, expiresAt } = value;
  const outcome = { kind: 'refused' as const, code: error.code, detail: error.detail };
  const settled = { id, purpose, begunBy, expiresAt, stage: 'settled' as const, outcome };
  // Best effort: the refusal matters more to the caller than that it could not be noted.
  await store.writeRequest(settled, revision).catch(() => null);
  return error;
}
