import { EMULATED_PUSHER, LOCAL_SCHEDULER } from '../config/index.ts';
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
export const requireScheduler = (
  incoming: Incoming,
  runtime: Runtime,
  functionName: FunctionName,
): Promise<void> =>
  requireCaller(incoming, runtime, {
    functionName,
    account: runtime.config.schedulerServiceAccount ?? LOCAL_SCHEDULER,
    verify: runtime.verifyScheduler,
  });

/**
 * Lets only the service account in as which Pub/Sub pushes to `gmail-push` (Pub/Sub, "Authentication for push
 * subscriptions"). With the real Google and without a configured account it is nobody's.
 *
 * @throws AppError `caller_unverified`, `caller_signature_removed`, `google_unavailable`
 */
export async function requirePubSub(incoming: Incoming, runtime: Runtime): Promise<void> {
  const { gmailPush, googleEmulatorUrl } = runtime.config;
  const emulated = googleEmulatorUrl === null ? null : EMULATED_PUSHER;
  const account = gmailPush.serviceAccount ?? emulated;
  if (account === null) throw callerUnverified('account');
  await requireCaller(incoming, runtime, {
    functionName: 'gmail-push',
    account,
    verify: runtime.verifyPubSub,
  });
}

type Expected = {
  readonly functionName: FunctionName;
  readonly account: string;
  readonly verify: Runtime['verifyScheduler'];
};

async function requireCaller(
  incoming: Incoming,
  { config, clock }: Runtime,
  { functionName, account, verify }: Expected,
): Promise<void> {
  const token = /^Bearer (\S+)$/i.exec(incoming.header('authorization') ?? '')?.[1];
  if (!token) throw callerUnverified('missing');
  const caller = await verify(token, `${config.schedulerBaseUrl}/${functionName}`, clock.now());
  if (caller !== account) throw callerUnverified('account');
}
