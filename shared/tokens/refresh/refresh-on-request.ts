import { classOf } from '../fleet/failure-class.ts';
import { askWitness } from './confirm-refusal.ts';
import { type RefreshOutcome, refreshAccessToken, type Wanted } from './refresh-one.ts';
import type { RefreshPorts } from './refresh-ports.ts';

/**
 * Refreshes one connection for whoever asks. A person who looks on is given a verdict at once: a refusal
 * is borne out by another mailbox there and then, and asked for once more.
 *
 * @throws AppError what `refreshAccessToken` throws
 */
export async function refreshOnRequest(
  ports: RefreshPorts,
  id: string,
  wanted: Wanted,
): Promise<RefreshOutcome> {
  const outcome = await refreshAccessToken(ports, id, wanted);
  if (wanted.asker !== 'person') return outcome;
  const doubted = outcome.kind === 'retry_later' && classOf(outcome.error.code) === 'refusal';
  if (doubted) await askWitness(ports, ports.clock.now());
  // What a person brought about, the others should know at once.
  await ports.fleet.share();
  return doubted ? refreshAccessToken(ports, id, wanted) : outcome;
}
