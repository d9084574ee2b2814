import type { Ports } from '../model/ports.ts';
import { settleAuthorization } from './settle.ts';

/** A younger parked answer is still being settled by its callback. */
const SETTLING_MS = 60 * 1000;
const LIMIT = 1000;

/** Long after a parked answer is given up: only an unreadable one gets this old. */
const FORGOTTEN_MS = 7 * 24 * 60 * 60 * 1000;

export type ResumeSummary = {
  readonly resumed: number;
  /** Refused permanently, or left for the next run. */
  readonly unsettled: number;
};

/**
 * Settles the answers that a crash left parked, so that no owner has to consent again, and deletes the
 * requests that expired.
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
      // The request itself stores whether it was refused or is tried again. One never stops the others.
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
