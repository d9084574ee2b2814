import { isProjectFault } from '../fleet/failure-class.ts';
import { updateProbeFault } from '../fleet/fleet-record.ts';
import type { Connection, Method, Probe, ProbeSample } from '../model/connection.ts';
import { type CredentialId, credentialOf, methodOf } from '../model/credential.ts';
import type { Ports } from '../model/ports.ts';
import { notBefore, probeNextDay, probeSoon } from '../model/schedule.ts';
import { lastTelling, requester, writeChange } from '../model/write-change.ts';
import type { RefreshPorts } from './refresh-ports.ts';

const ATTEMPTS = 5;
/** A month of daily probes, which the strip on the page shows. */
const HISTORY = 30;

/** What else is known of a probe. */
export type AboutProbe = {
  /** The administrator who requested it, for the audit trail; left out when nobody did. */
  readonly requestedBy?: string | null;
  /** Names the failure's diagnosis, for the history: it differs with the method of the connection. */
  readonly causeFor?: (method: Method) => string | null;
};

type MadeProbe = AboutProbe & { readonly probe: Probe };

/**
 * Stores a probe on its connection and in its history, and when the next is due. It drops a probe whose
 * connection was disconnected or reauthorized since, that a newer probe overtook, or that repeatedly lost the
 * compare-and-set: the next probe says the same.
 *
 * @throws AppError `store_unavailable`
 */
export async function recordProbe(ports: RefreshPorts, id: string, made: MadeProbe): Promise<void> {
  const { probe, requestedBy = null } = made;
  const { store } = ports;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await store.readConnection(id);
    if (!found || found.value.status === 'disconnected') return;
    if (isOutdated(found.value, probe)) return;
    const after = probed(ports, found.value, made);
    if ((await writeChange(ports, found, { after, ...requester(requestedBy) })) === null) continue;
    return noteForFleet(ports, credentialOf(found.value), probe);
  }
}

/** A fault of the project is one fault of the fleet, however many of its mailboxes are probed. */
async function noteForFleet(
  ports: RefreshPorts,
  credential: CredentialId,
  { at, failure }: Probe,
): Promise<void> {
  if (failure && !isProjectFault(failure)) return;
  const watch = ports.fleets.of(credential);
  const known = await watch.look();
  const isKnown = known !== null && (known.probeFault !== null) === (failure !== null);
  if (known === null || isKnown) return;
  await updateProbeFault(ports, credential, { at, failure });
  // The next probe of this instance must not be compared with the fleet as it was.
  watch.forget();
}

function probed(ports: Ports, connection: Connection, { probe, causeFor }: MadeProbe): Connection {
  const { id, status, probeHistory } = connection;
  const { at, latencyMs, failure } = probe;
  const cause = causeFor?.(methodOf(credentialOf(connection)));
  const sample: ProbeSample = {
    at,
    latencyMs,
    code: failure?.code ?? null,
    ...(typeof cause === 'string' && { cause }),
    ...(failure && isProjectFault(failure) && { ofProject: true }),
  };
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
