import type { Ports } from './ports.ts';
import { settleAuthorization } from './settle-authorization.ts';

/** A parked answer younger than this is being settled by the callback itself. */
const SETTLING_MS = 60 * 1000;
const LIMIT = 100;

export type ResumeSummary = { readonly resumed: number; readonly refused: number };

/**
 * Settles the answers that a crash left parked, so that nobody has to consent again, and forgets
 * the requests that expired.
 *
 * @throws AppError `store_unavailable`
 */
export async function resumeAuthorizations(ports: Ports): Promise<ResumeSummary> {
  const { store, clock } = ports;
  const before = new Date(clock.now().getTime() - SETTLING_MS);
  const summary = { resumed: 0, refused: 0 };
  for (const id of await store.parkedRequests({ before, limit: LIMIT })) {
    try {
      if (await resume(ports, id)) summary.resumed += 1;
    } catch {
      // Refused, or to be tried again: the request itself remembers. One never stops the others.
      summary.refused += 1;
    }
  }
  await store.forgetRequests({ before: clock.now() });
  return summary;
}

async function resume(ports: Ports, id: string): Promise<boolean> {
  const found = await ports.store.readRequest(id);
  if (found?.value.stage !== 'answered') return false;
  await settleAuthorization(ports, { value: found.value, revision: found.revision });
  return true;
}
