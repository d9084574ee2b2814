import type { Ports } from '../model/ports.ts';
import { settleAuthorization } from './settle.ts';

/** A parked answer younger than this is being settled by the callback itself. */
const SETTLING_MS = 60 * 1000;
const LIMIT = 1000;

/** Well after a parked answer is given up: only one that cannot even be read gets this old. */
const FORGOTTEN_MS = 7 * 24 * 60 * 60 * 1000;

export type ResumeSummary = {
  readonly resumed: number;
  /** Refused for good, or left for the next run. */
  readonly unsettled: number;
};

/**
 * Settles the answers that a crash left parked, so that nobody has to consent again, and forgets
 * the requests that expired.
 *
 * @param until no further answer is settled after this moment
 * @throws AppError `store_unavailable`
 */
export async function resumeAuthorizations(ports: Ports, until: Date): Promise<ResumeSummary> {
  const { store, clock } = ports;
  const before = new Date(clock.now().getTime() - SETTLING_MS);
  const summary = { resumed: 0, unsettled: 0 };
  for (const id of await store.parkedRequests({ before, limit: LIMIT })) {
    if (clock.now() >= until) break;
    try {
      if (await resume(ports, id)) summary.resumed += 1;
    } catch {
      // Refused, or to be tried again: the request itself remembers. One never stops the others.
      summary.unsettled += 1;
    }
  }
  await store.forgetRequests({
    before: clock.now(),
    parkedBefore: new Date(clock.now().getTime() - FORGOTTEN_MS),
  });
  return summary;
}

async function resume(ports: Ports, id: string): Promise<boolean> {
  const found = await ports.store.readRequest(id);
  if (found?.value.stage !== 'answered') return false;
  await settleAuthorization(ports, { value: found.value, revision: found.revision });
  return true;
}
