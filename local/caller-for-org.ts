import { callersOf } from '../shared/runtime/callers.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import { addCaller } from '../shared/salesforce/webhook/callers/index.ts';
import type { NamedCredential } from './salesforce/index.ts';

/**
 * Makes the emulated organization a caller of the connector that runs beside it, so that a case can be answered without
 * any set-up.
 *
 * @throws AppError what store and vault throw
 */
export async function callerForOrg(runtime: Runtime): Promise<NamedCredential> {
  const proof = 'signature';
  const given = {
    name: 'Emulated Salesforce',
    proof,
    permissions: ['status', 'send'],
    outbound: null,
  } as const;
  const { caller, secret } = await addCaller(callersOf(runtime).ports, given, 'the local server');
  const url = `${runtime.config.baseUrl}/salesforce-webhook`;
  return { url, proof, caller: caller.id, secret };
}
