import { AppError, asAppError } from '../../errors.ts';
import { callersOf } from '../../runtime/callers.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Caller } from './caller.ts';
import {
  type CallProof,
  callerIdIn,
  type OutboundSetup,
  type StoredCaller,
  verifyProof,
} from './callers/index.ts';
import { verifySettingsCaller } from './settings-caller.ts';

/** A caller that proved itself. */
export type Verified = {
  readonly caller: Caller;
  /** The `webhook-id` that its signature covers beside the body; empty: none. */
  readonly signedEventId: string;
  /** What becomes of its Outbound Messages; null: it sends none. */
  readonly outbound: OutboundSetup | null;
};

/**
 * Verifies who calls, over the raw bytes, before anything is parsed. A call that names a caller of the setup page is
 * proved with its live secrets; any other with the secrets of the settings.
 *
 * @throws AppError `webhook_not_configured`, `caller_unverified`, `call_expired`, `calls_too_many`; what store and
 *   vault throw
 */
export async function verifyCaller(runtime: Runtime, proof: CallProof): Promise<Verified> {
  const id = callerIdIn(proof);
  const known = id === null ? null : await callersOf(runtime).known.find(id);
  if (id === null || known === null) return verifyBySettings(runtime, proof, id !== null);
  const caller = await prove(runtime, id, proof);
  callersOf(runtime).limit(id);
  const signedEventId = caller.proof === 'timestamped' ? (proof.webhook.id ?? '') : '';
  return { caller, signedEventId, outbound: caller.outbound };
}

/** @param namesCaller the call names a caller, and there is none with this id (any more) */
function verifyBySettings({ config }: Runtime, proof: CallProof, namesCaller: boolean): Verified {
  const secrets = config.salesforceWebhookSecrets;
  const isNamed = proof.callerId !== undefined || proof.pathKey !== undefined;
  const isOther = isNamed || (namesCaller && secrets.length === 0);
  if (isOther) throw new AppError('caller_unverified');
  return { caller: verifySettingsCaller(proof, secrets), signedEventId: '', outbound: null };
}

/** A proof that does not fit is tried again with what is stored now: another instance may have made a new secret. */
async function prove(runtime: Runtime, id: string, proof: CallProof): Promise<StoredCaller> {
  const { known } = callersOf(runtime);
  const proveBy = async (isDoubted: boolean): Promise<StoredCaller> => {
    const found = await known.find(id, isDoubted);
    if (!found) throw new AppError('caller_unverified');
    const { caller, keys } = found;
    verifyProof(proof, { proof: caller.proof, keys }, runtime.clock.now());
    return caller;
  };
  try {
    return await proveBy(false);
  } catch (thrown) {
    if (asAppError(thrown).code !== 'caller_unverified') throw thrown;
    return proveBy(true);
  }
}
