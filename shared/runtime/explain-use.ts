import { type Diagnosis, diagnose, diagnoseUse, type Failure } from '../diagnosis/index.ts';
import type { Runtime } from './runtime.ts';

/**
 * Says why something just failed that was done with a mailbox, from what is known of it now. Where no token could be
 * got, that is what its own page says.
 */
export async function explainUse(
  { store, tokens }: Pick<Runtime, 'store' | 'tokens'>,
  connectionId: string,
  failure: Failure,
): Promise<Diagnosis> {
  const [found, fleets] = await Promise.all([
    store.readConnection(connectionId),
    tokens.lookAtFleets(),
  ]);
  return found ? diagnoseUse(found.value, failure, fleets) : diagnose(failure);
}
