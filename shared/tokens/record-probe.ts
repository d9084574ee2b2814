import type { Connection, Probe } from './connection.ts';
import type { Ports } from './ports.ts';

const ATTEMPTS = 5;

/**
 * Notes a probe on its connection and touches nothing else. A probe of a connection that was
 * disconnected or authorized anew meanwhile is dropped, one that a newer overtook too, and so is one
 * that finds the record busy again and again: the next probe says the same.
 *
 * @throws AppError `store_unavailable`
 */
export async function recordProbe(
  { store, clock }: Ports,
  id: string,
  probe: Probe,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await store.readConnection(id);
    if (!found || found.value.status === 'disconnected') return;
    if (isOutdated(found.value, probe, clock.now())) return;
    if ((await store.writeConnection({ ...found.value, probe }, found.revision)) !== null) return;
  }
}

/** A moment still to come was written by a clock that was ahead, and outdates nothing. */
function isOutdated({ consentedAt, probe }: Connection, { at }: Probe, now: Date): boolean {
  const isLater = (moment: Date): boolean => moment > at && moment <= now;
  return isLater(consentedAt) || (probe !== null && isLater(probe.at));
}
