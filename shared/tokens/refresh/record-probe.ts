import type { Connection, Probe, ProbeSample } from '../model/connection.ts';
import type { Ports } from '../model/ports.ts';
import { notBefore, probeNextDay, probeSoon } from '../model/schedule.ts';
import { lastTelling, requester, writeChange } from '../model/write-change.ts';

const ATTEMPTS = 5;
/** A month of daily probes, which the strip on the page shows. */
const HISTORY = 30;

/** A probe, and the administrator who requested it, for the audit trail; left out when nobody did. */
export type MadeProbe = { readonly probe: Probe; readonly requestedBy?: string | null };

/**
 * Stores a probe on its connection and in its history, and when the next is due. It drops a probe whose
 * connection was disconnected or reauthorized since, that a newer probe overtook, or that repeatedly lost the
 * compare-and-set: the next probe says the same.
 *
 * @throws AppError `store_unavailable`
 */
export async function recordProbe(ports: Ports, id: string, made: MadeProbe): Promise<void> {
  const { probe, requestedBy = null } = made;
  const { store } = ports;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await store.readConnection(id);
    if (!found || found.value.status === 'disconnected') return;
    if (isOutdated(found.value, probe)) return;
    const after = probed(ports, found.value, probe);
    if ((await writeChange(ports, found, { after, ...requester(requestedBy) })) !== null) return;
  }
}

function probed(ports: Ports, connection: Connection, probe: Probe): Connection {
  const { id, status, probeHistory } = connection;
  const { at, latencyMs, failure } = probe;
  const sample: ProbeSample = { at, latencyMs, code: failure?.code ?? null };
  const now = ports.clock.now();
  const planned = failure ? probeSoon(ports, now, true) : probeNextDay(id, now);
  const next = notBefore(ports, planned, { retryAt: failure?.upstream?.retryAt, now });
  return {
    ...connection,
    probe,
    probeHistory: trimmed([...probeHistory, sample]),
    // Without a working grant there is no token to probe with.
    probeDueAt: status === 'active' ? next : null,
  };
}

/** The last probes, always with the last conclusive one: else a long outage would look like a recovery. */
function trimmed(history: readonly ProbeSample[]): readonly ProbeSample[] {
  const recent = history.slice(-HISTORY);
  const telling = lastTelling(history);
  return !telling || recent.includes(telling) ? recent : [telling, ...recent.slice(1)];
}

/** Was the mailbox authorized or probed after this probe was made? */
const isOutdated = ({ consentedAt, probe }: Connection, { at }: Probe): boolean =>
  consentedAt > at || (probe !== null && probe.at > at);
