import { LOCAL_SCHEDULER } from '../config/index.ts';
import type { FunctionName } from '../function-names.ts';
import { callerUnverified } from '../google/index.ts';
import type { Incoming } from '../http/index.ts';
import type { Runtime } from '../runtime/runtime.ts';

/**
 * Lets only the scheduler's service account in, by the OIDC token it sends.
 *
 * @param functionName the token's audience is this function's own URL
 * @throws AppError `caller_unverified`, `caller_signature_removed`, `google_unavailable`
 */
export async function requireScheduler(
  incoming: Incoming,
  { config, clock, verifyScheduler }: Runtime,
  functionName: FunctionName,
): Promise<void> {
  const token = /^Bearer (\S+)$/i.exec(incoming.header('authorization') ?? '')?.[1];
  if (!token) throw callerUnverified('missing');
  const caller = await verifyScheduler(
    token,
    `${config.schedulerBaseUrl}/${functionName}`,
    clock.now(),
  );
  if (caller !== (config.schedulerServiceAccount ?? LOCAL_SCHEDULER)) {
    throw callerUnverified('account');
  }
}
