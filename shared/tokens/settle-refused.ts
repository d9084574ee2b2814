import { type AppError, describe } from '../errors.ts';
import type { RequestIn } from './authorization-request.ts';
import type { Ports, Versioned } from './ports.ts';

/** A parked answer holds somebody's tokens: it is not kept for longer than anybody waits for it. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * Ends a request whose answer cannot be used: nothing of the mailbox's was stored, and a healthy
 * grant of the same account is left alone (revoking one token at Google ends them all). An error
 * that may pass leaves a parked answer where it is, to be resumed for a day. Answers the error, to be
 * thrown.
 */
export async function settleRefused(
  { store, clock }: Ports,
  { value, revision }: Versioned<RequestIn<'consumed' | 'answered'>>,
  error: AppError,
): Promise<AppError> {
  const age =
    value.stage === 'answered' ? clock.now().getTime() - value.answeredAt.getTime() : null;
  if (age !== null && age < KEPT_MS && describe(error.code).again) return error;
  const { id, purpose, begunBy, expiresAt } = value;
  const outcome = { kind: 'refused' as const, code: error.code, detail: error.detail };
  const settled = { id, purpose, begunBy, expiresAt, stage: 'settled' as const, outcome };
  // Best effort: the refusal matters more to the caller than that it could not be noted.
  await store.writeRequest(settled, revision).catch(() => null);
  return error;
}
